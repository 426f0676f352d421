// Where everything of a graph stands, in pixels: the same graph and width give the same drawing. Pure.
//
// Wide: columns from left to right, by the distance from the strongest identifier. What hangs on one identifier has a
// stripe of its own, so nothing overlaps, and a box may use the whole width that its stripe has left.
// Narrow: one below the other, indented, as folders are.
import type { Graph, GraphEdge, GraphNode } from './graph-model.ts';
import { type Branch, type Leaves, toForest } from './graph-tree.ts';

export type Rect = { x: number; y: number; width: number; height: number };
export type Mark = { x: number; y: number; width: number };
export type PlacedNode = Rect & { node: GraphNode; inBox: boolean };
export type PlacedEdge = { edge: GraphEdge; path: string; mark: Mark };
/** Alike identifiers in one box, and the one line that stands for their links. */
export type PlacedBox = Rect & { leaves: Leaves; path: string };
export type Layout = {
  width: number;
  height: number;
  narrow: boolean;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  boxes: PlacedBox[];
};

export const NODE_HEIGHT = 48;
const NODE_WIDTH_MIN = 156;
const NODE_WIDTH_MAX = 232;
const GAP_WISHED = 148;
const GAP_MIN = 48;
/** Where identifiers would be narrower than this, the marks between them give up their words first. */
const NODE_WIDTH_GOOD = 190;
const ROW_GAP = 14;
export const MARK_HEIGHT = 24;
const MARK_WIDTH_MAX = 112;
/** Below this a mark shows its sign alone. */
const MARK_WORDS_MIN = 72;
const BOX_HEAD = 30;
const BOX_PADDING = 8;
const BOX_ITEM = { width: 112, widthMax: 168, height: 32, gap: 6 };
/** Identifiers and gaps beside a box are smaller, so that more of its own stand side by side. */
const BESIDE_BOX = { nodeWidth: 172, gap: 100 };
const INDENT = 34;
/** Room at the right for links that close a circle, where all identifiers stand below each other. */
const CIRCLE_ROOM = 28;

type Frame = { width: number; nodeWidth: number; gap: number; narrow: boolean };
type Draft = Pick<Layout, 'nodes' | 'edges' | 'boxes'>;

export function layOut(graph: Graph, width: number): Layout {
  const { roots, others } = toForest(graph);
  const frame = toFrame(width, {
    columns: Math.max(1, ...roots.map(depthOf)),
    boxed: roots.some(hasBox),
    circles: others.length > 0,
  });
  const draft: Draft = { nodes: [], edges: [], boxes: [] };
  let y = 0;
  for (const root of roots) {
    const place = frame.narrow ? placeBelow : placeBeside;
    y = place(root, { x: 0, y }, frame, draft) + ROW_GAP;
  }
  addCircles(others, frame, draft);
  const used = Math.max(0, ...[...draft.nodes, ...draft.boxes].map((each) => each.x + each.width));
  return {
    ...draft,
    width: frame.narrow ? width : used,
    height: Math.max(0, y - ROW_GAP),
    narrow: frame.narrow,
  };
}

function depthOf({ branches, boxes }: Branch): number {
  return 1 + Math.max(boxes.length > 0 ? 1 : 0, ...branches.map(depthOf));
}

const hasBox = ({ boxes, branches }: Branch): boolean => boxes.length > 0 || branches.some(hasBox);

type Shape = { columns: number; boxed: boolean; circles: boolean };

function toFrame(width: number, { columns, boxed, circles }: Shape): Frame {
  const gaps = columns - 1;
  const narrow = columns * NODE_WIDTH_MIN + gaps * GAP_MIN > width;
  if (narrow) return { width: width - (circles ? CIRCLE_ROOM : 0), nodeWidth: width, gap: INDENT, narrow };
  const wished = boxed ? BESIDE_BOX : { nodeWidth: NODE_WIDTH_MAX, gap: GAP_WISHED };
  const room = (width - gaps * wished.gap) / columns;
  const tight = room < Math.min(NODE_WIDTH_GOOD, wished.nodeWidth);
  const gap = tight ? GAP_MIN : wished.gap;
  const nodeWidth = clamp((width - gaps * gap) / columns, NODE_WIDTH_MIN, wished.nodeWidth);
  return { width, nodeWidth: Math.floor(nodeWidth), gap, narrow };
}

/** Places a branch at `at` and what hangs on it at its right. Returns where it ends. */
function placeBeside(branch: Branch, at: { x: number; y: number }, frame: Frame, draft: Draft): number {
  const { nodeWidth, gap } = frame;
  const right = { x: at.x + nodeWidth + gap, y: at.y };
  const middles: number[] = [];
  const paths: ((from: Point) => void)[] = [];
  let y = at.y;
  for (const child of branch.branches) {
    const own = draft.nodes.length;
    y = placeBeside(child, { x: right.x, y }, frame, draft) + ROW_GAP;
    const placed = draft.nodes.slice(own).find(({ node }) => node === child.node) as PlacedNode;
    middles.push(middleOf(placed));
    paths.push((from) => {
      const curve = curveBetween(from, { x: placed.x, y: middleOf(placed) });
      if (child.edge) draft.edges.push({ edge: child.edge, path: curve.path, mark: markOn(curve, gap) });
    });
  }
  for (const leaves of branch.boxes) {
    const box = placeBox(leaves, { x: right.x, y }, frame.width - right.x, draft);
    y = box.y + box.height + ROW_GAP;
    middles.push(middleOf(box));
    paths.push((from) => {
      box.path = curveBetween(from, { x: box.x, y: middleOf(box) }).path;
    });
  }
  const bottom = Math.max(y - ROW_GAP, at.y + NODE_HEIGHT);
  const [first, last] = [middles[0], middles.at(-1)];
  const middle = first === undefined || last === undefined ? at.y + NODE_HEIGHT / 2 : (first + last) / 2;
  const top = Math.max(at.y, middle - NODE_HEIGHT / 2);
  draft.nodes.push({
    ...{ x: at.x, y: top, width: nodeWidth, height: NODE_HEIGHT, node: branch.node, inBox: false },
  });
  for (const draw of paths) draw({ x: at.x + nodeWidth, y: top + NODE_HEIGHT / 2 });
  return bottom;
}

/** Places a branch at `at` and what hangs on it below, indented. Returns where it ends. */
function placeBelow(branch: Branch, at: { x: number; y: number }, frame: Frame, draft: Draft): number {
  const step = Math.min(INDENT, Math.max(0, frame.width - NODE_WIDTH_MIN - at.x));
  const stem = { x: at.x + INDENT / 2 - 1, y: at.y + NODE_HEIGHT };
  draft.nodes.push({
    ...{ x: at.x, y: at.y, width: frame.width - at.x, height: NODE_HEIGHT, node: branch.node, inBox: false },
  });
  let y = at.y + NODE_HEIGHT + ROW_GAP;
  for (const child of branch.branches) {
    const target = { x: at.x + step, y: y + NODE_HEIGHT / 2 };
    if (child.edge)
      draft.edges.push({
        edge: child.edge,
        path: `M${stem.x} ${stem.y}V${target.y}H${target.x}`,
        mark: { x: stem.x, y: target.y, width: MARK_HEIGHT },
      });
    y = placeBelow(child, { x: at.x + step, y }, frame, draft) + ROW_GAP;
  }
  for (const leaves of branch.boxes) {
    const box = placeBox(leaves, { x: at.x + step, y }, frame.width - at.x - step, draft);
    box.path = `M${stem.x} ${stem.y}V${y + BOX_HEAD / 2}H${box.x}`;
    y = box.y + box.height + ROW_GAP;
  }
  return y - ROW_GAP;
}

function placeBox(leaves: Leaves, at: { x: number; y: number }, width: number, draft: Draft): PlacedBox {
  const inner = width - 2 * BOX_PADDING;
  const fits = Math.max(1, Math.floor((inner + BOX_ITEM.gap) / (BOX_ITEM.width + BOX_ITEM.gap)));
  const columns = Math.min(fits, Math.ceil(Math.sqrt(leaves.nodes.length)));
  const itemWidth = Math.min(Math.floor((inner - (columns - 1) * BOX_ITEM.gap) / columns), BOX_ITEM.widthMax);
  const rows = Math.ceil(leaves.nodes.length / columns);
  const box: PlacedBox = {
    ...{ ...at, leaves, path: '' },
    width: columns * (itemWidth + BOX_ITEM.gap) - BOX_ITEM.gap + 2 * BOX_PADDING,
    height: BOX_HEAD + rows * (BOX_ITEM.height + BOX_ITEM.gap) - BOX_ITEM.gap + BOX_PADDING,
  };
  draft.boxes.push(box);
  for (const [index, node] of leaves.nodes.entries()) {
    draft.nodes.push({
      ...{ node, inBox: true, width: itemWidth, height: BOX_ITEM.height },
      x: at.x + BOX_PADDING + (index % columns) * (itemWidth + BOX_ITEM.gap),
      y: at.y + BOX_HEAD + Math.floor(index / columns) * (BOX_ITEM.height + BOX_ITEM.gap),
    });
  }
  return box;
}

/** Links between identifiers that are placed already: from right to left, or around the right of both. */
function addCircles(others: GraphEdge[], { gap, narrow }: Frame, draft: Draft): void {
  const placed = new Map(draft.nodes.map((each) => [each.node.id, each]));
  for (const edge of others) {
    const ends = [placed.get(edge.a), placed.get(edge.b)].filter((each) => each !== undefined);
    const [left, right] = ends.sort((one, other) => one.x - other.x || one.y - other.y);
    if (left === undefined || right === undefined) continue;
    const beside = narrow || right.x < left.x + left.width;
    const curve = beside
      ? curveAround(
          { x: left.x + left.width, y: middleOf(left) },
          { x: right.x + right.width, y: middleOf(right) },
          narrow ? CIRCLE_ROOM - 14 : Math.max(28, gap / 3),
        )
      : curveBetween({ x: left.x + left.width, y: middleOf(left) }, { x: right.x, y: middleOf(right) });
    draft.edges.push({ edge, path: curve.path, mark: beside ? markAt(curve) : markOn(curve, gap) });
  }
}

type Point = { x: number; y: number };
type Curve = { path: string; points: [Point, Point, Point, Point] };

function curveBetween(from: Point, to: Point): Curve {
  const half = (from.x + to.x) / 2;
  return toCurve([from, { x: half, y: from.y }, { x: half, y: to.y }, to]);
}

function curveAround(from: Point, to: Point, bulge: number): Curve {
  const x = Math.max(from.x, to.x) + bulge * (4 / 3);
  return toCurve([from, { x, y: from.y }, { x, y: to.y }, to]);
}

function toCurve(points: Curve['points']): Curve {
  const [from, one, two, to] = points.map(({ x, y }) => `${round(x)} ${round(y)}`);
  return { path: `M${from}C${one} ${two} ${to}`, points };
}

function markOn(curve: Curve, gap: number): Mark {
  const width = Math.min(MARK_WIDTH_MAX, gap - 24);
  if (width >= MARK_WORDS_MIN) return { ...pointOn(curve, 0.5), width: Math.floor(width) };
  // Nearer to the end, where the lines of one identifier lie further apart.
  return { ...pointOn(curve, 0.6), width: MARK_HEIGHT };
}

function markAt(curve: Curve): Mark {
  return { ...pointOn(curve, 0.5), width: MARK_HEIGHT };
}

function pointOn({ points: [a, b, c, d] }: Curve, t: number): Point {
  const mix = (axis: 'x' | 'y') =>
    (1 - t) ** 3 * a[axis] +
    3 * (1 - t) ** 2 * t * b[axis] +
    3 * (1 - t) * t ** 2 * c[axis] +
    t ** 3 * d[axis];
  return { x: round(mix('x')), y: round(mix('y')) };
}

const middleOf = ({ y, height }: Rect): number => y + height / 2;
const round = (value: number): number => Math.round(value * 10) / 10;
const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest of `points` from `at` in a direction; what lies straight ahead counts before what lies aside. */
export function findNext<Spot extends Point>(
  at: Point,
  points: Spot[],
  direction: Direction,
): Spot | undefined {
  const across = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const cost = (spot: Spot): number => {
    const [ahead, aside] = across ? [spot.x - at.x, spot.y - at.y] : [spot.y - at.y, spot.x - at.x];
    return ahead * sign <= 1 ? Number.POSITIVE_INFINITY : ahead * sign + 2 * Math.abs(aside);
  };
  const [nearest] = points
    .map((spot) => ({ spot, cost: cost(spot) }))
    .filter((each) => each.cost < Number.POSITIVE_INFINITY)
    .sort((x, y) => x.cost - y.cost);
  return nearest?.spot;
}
