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

/** What is no tag of a language is itself alone. */
function toWriting(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}
