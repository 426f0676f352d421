// Which of the languages that there are somebody reads, for all that people are shown: the centre, the banner, the card that asks.

/**
 * The first of the wanted ones that is offered: that very one, else the first in the same language and writing. `pl-PL` finds `pl`;
 * `zh-TW` finds `zh-Hant`, and `zh` and `zh-CN` the simplified `zh-Hans`.
 */
export function findLanguage<Tag extends string>(
  offered: readonly Tag[],
  wanted: readonly string[],
): Tag | undefined {
  const written = offered.map(toWriting);
  for (const tag of wanted) {
    const writing = toWriting(tag);
    const found = offered.find((one) => one === tag) ?? offered[written.indexOf(writing)];
    if (found !== undefined) return found;
  }
  return undefined;
}

const writings = new Map<string, string>();
const rememberedMax = 1000;
/** Tags come from anybody: a longer one is not worth keeping. */
const tagMax = 35;

/** What is no tag of a language is itself alone. Asked for each of many messages, so what was found is remembered. */
function toWriting(tag: string): string {
  const known = writings.get(tag);
  if (known !== undefined) return known;
  const writing = findWriting(tag);
  if (tag.length > tagMax) return writing;
  if (writings.size >= rememberedMax) writings.clear();
  writings.set(tag, writing);
  return writing;
}

function findWriting(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}
