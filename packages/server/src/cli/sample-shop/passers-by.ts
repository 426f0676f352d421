// Passers-by: people who look at the shop and never say who they are. Most came lately, some are here right now.
import { browseAs } from './browsing.ts';
import { type Calendar, day, hour, type WallTime } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import type { Fact } from './facts.ts';
import { drawDevices, drawHabits, drawMoment, type Visitor } from './people.ts';
import { zoneOf } from './places.ts';
import { type Random, randomFrom } from './random.ts';

const count = 1500;
const homeStates = [
  'New York',
  'California',
  'Texas',
  'Illinois',
  'Washington',
  'Pennsylvania',
  'Colorado',
  'Ohio',
];

export function listPassersBy(): Visitor[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `passer-by-${index + 1}`;
    const random = randomFrom(key);
    const habits = drawHabits('Consumer', random);
    const zone = zoneOf(random.pick(homeStates));
    return { key, zone, habits, ...drawDevices(key, zone, habits, random) };
  });
}

type Shop = { calendar: Calendar; catalogue: Catalogue };

/** One to three visits on one device. */
export function* passingFacts(visitor: Visitor, { calendar, catalogue }: Shop): Generator<Fact> {
  const random = randomFrom(`visits of ${visitor.key}`);
  const device = random.chance(visitor.habits.phoneShare) ? visitor.phone : visitor.laptop;
  const subcategory = random.chance(0.3)
    ? random.pick(['Earrings', 'Necklaces', 'Bracelets', 'Rings', 'Knives'])
    : random.pick(catalogue.subcategories);
  for (let n = random.whole(1, 3); n > 0; n--) {
    const start = drawStart(visitor, calendar, random);
    yield* browseAs(
      device,
      start,
      random.some(catalogue.listShelf(subcategory), random.whole(1, 4)),
      catalogue,
      random,
    );
  }
}

/** The nearer to today, the more visits; one in thirty began within the last three hours. */
function drawStart(visitor: Visitor, calendar: Calendar, random: Random): WallTime {
  if (random.chance(1 / 30)) return calendar.wallNow(visitor.zone) - random.unit() * 3 * hour;
  const daysAgo = 90 * random.unit() * random.unit();
  return drawMoment(calendar.today + (1 - daysAgo) * day, visitor.habits, random);
}
