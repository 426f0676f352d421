// What pages ask for: the banner of a write key, in a language, with its notices published before anybody reads them; and the
// sums of what became of it.
import type { Clock } from '../../platform/clock/index.ts';
import { type Gathering, openGathering } from '../../platform/gathering/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { hashNotice, type NoticeInput, publishNotice } from '../../respect/consents/index.ts';
import { listBrands, toWorn } from '../../respect/preferences/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { openRateLimits } from '../collect/index.ts';
import { findLanguage } from '../preference-centre/index.ts';
import type { Source, SourceKeys } from '../sources/index.ts';
import { composeBanner, type Shown, type WornBrand } from './compose.ts';
import type { BannerSettings, Outcome } from './model.ts';
import { addCounts, type Banner, type Counted, getBanner } from './store.ts';

/** Through whom its notices are published. */
const publishedBy = 'banner';
/** Changes made elsewhere count after that. */
const rememberMs = 5000;
/** More in a second than that are not counted. */
const countsPerSecond = 1000;
/** Sources and languages that are remembered. */
const memoryMax = 1000;

type Composed = BannerSettings & { version: number };
type Deps = { db: Database; clock: Clock; log: Log; sourceKeys: SourceKeys };

export type Banners = ReturnType<typeof openBanners>;

export function openBanners({ db, clock, log, sourceKeys }: Deps) {
  const remembered = new Map() as Memory<number, Banner>;
  const composed = new Map() as Memory<string, Shown>;
  const publish = openPublishing(db, clock);
  const limits = openRateLimits();
  const counting: Gathering<Counted> = openGathering((rows) => addCounts(db, rows), log, 'counts of banners');

  /** Undefined: no page may have a banner by this key. */
  async function findSource(writeKey: string): Promise<Source | undefined> {
    const source = await sourceKeys.find(writeKey);
    return source?.kind === 'browser' && source.enabled ? source : undefined;
  }
  const scopeOf = ({ workspace_id: workspaceId }: Source): Scope => ({ db, workspaceId });

  function bannerOf(source: Source): Promise<Banner> {
    return recall(remembered, source.id, () => getBanner(scopeOf(source), source.id));
  }

  async function compose(source: Source, settings: Composed, language: Shown['language']) {
    const scope = scopeOf(source);
    const purposes = await listPurposes(scope);
    const brand = settings.brand === null ? null : await findWorn(scope, settings.brand);
    return composeBanner({ source, settings, version: settings.version, purposes, brand, language });
  }

  async function composeForPages(
    source: Source,
    banner: Banner,
    language: Shown['language'],
  ): Promise<Shown> {
    const { shown, notices } = await compose(source, banner, language);
    await publish(scopeOf(source), notices);
    return shown;
  }

  function count(
    source: Source,
    told: { language: string; version: number; outcomes: readonly Outcome[] },
  ): boolean {
    const { language, version, outcomes: all } = told;
    if (limits.take(source.id, countsPerSecond, all.length) > 0) return false;
    const day = clock.now().toISOString().slice(0, 10);
    for (const outcome of all)
      counting.add({
        workspaceId: source.workspace_id,
        sourceId: source.id,
        day,
        language,
        version,
        outcome,
      });
    return true;
  }

  return {
    findSource,
    /** As it would be with these settings. No page shows it, so nothing of it is published or counted. */
    preview: async (source: Source, settings: BannerSettings, language: Shown['language']): Promise<Shown> =>
      (await compose(source, { ...settings, version: 0 }, language)).shown,
    /** Undefined: it is switched off. `counts`: it is going to be shown. */
    async show(source: Source, wanted: readonly string[], counts: boolean): Promise<Shown | undefined> {
      const banner = await bannerOf(source);
      if (!banner.enabled) return undefined;
      const language = findLanguage(banner.languages, wanted) ?? banner.default_language;
      const key = `${source.id} ${source.slug} ${banner.version} ${language}`;
      const shown = await recall(composed, key, () => composeForPages(source, banner, language));
      if (counts && shown.count_choices && shown.questions.length > 0)
        count(source, { language, version: shown.version, outcomes: ['shown'] });
      return shown;
    },
    /** False: too many come. What is not of this banner, or not to be counted, is left out in silence. */
    async answer(
      source: Source,
      told: { language: string; version: number; outcomes: readonly Outcome[] },
    ): Promise<boolean> {
      const { count_choices, languages, version } = await bannerOf(source);
      const isOfBanner = languages.some((one) => one === told.language);
      // The page may have loaded before the last change.
      const isOfNow = told.version === version || told.version === version - 1;
      return !count_choices || !isOfBanner || !isOfNow || count(source, told);
    },
    /** It was set anew. */
    forget(sourceId: number): void {
      remembered.delete(sourceId);
    },
    /** Returns when all that was told before is in the sums. */
    flush: counting.flush,
    close: counting.close,
  };
}

/** Whoever answers names what they read by its hash, so it is kept before it is shown. */
function openPublishing(db: Database, clock: Clock) {
  const published = new Set<string>();
  return async function publish(scope: Scope, notices: readonly NoticeInput[]): Promise<void> {
    const keys = notices.map(({ language, text }) => `${scope.workspaceId} ${hashNotice(text)} ${language}`);
    if (keys.every((key) => published.has(key))) return;
    await db.transaction(async (tx) => {
      for (const notice of notices)
        await publishNotice({ ...scope, db: tx }, notice, clock.now(), publishedBy);
    });
    if (published.size >= memoryMax) published.clear();
    for (const key of keys) published.add(key);
  };
}

async function findWorn(scope: Scope, slug: string): Promise<WornBrand | null> {
  // It may be gone since.
  const brand = (await listBrands(scope)).find((one) => one.slug === slug);
  return brand === undefined ? null : { name: brand.name, ...toWorn(brand) };
}

type Memory<Key, Value> = Map<Key, { at: number; value: Promise<Value> }>;

/** Remembers an answer for a while. What failed is not remembered. */
function recall<Key, Value>(
  memory: Memory<Key, Value>,
  key: Key,
  find: () => Promise<Value>,
): Promise<Value> {
  const now = performance.now();
  const known = memory.get(key);
  if (known !== undefined && now - known.at < rememberMs) return known.value;
  if (memory.size >= memoryMax) memory.clear();
  const value = find();
  memory.set(key, { at: now, value });
  value.catch(() => memory.delete(key));
  return value;
}
