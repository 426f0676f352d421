// What somebody wrote in a reply, without the mail that they answered.

/** Where programs begin to quote, other than by `>`. */
const borders = [
  /^-{2,}\s*(original message|oryginalna wiadomość|wiadomość oryginalna|原始郵件|原始邮件)\s*-{2,}$/i,
  /^_{10,}$/,
  /^(from|od|寄件者|发件人|von|de)\s*[:：].+@/i,
];

export function withoutQuote(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const quoted = lines.findIndex((line, at) => isQuote(line, lines, at));
  const kept = quoted === -1 ? lines : lines.slice(0, beginOfQuote(lines, quoted));
  return kept.join('\n').trim();
}

/** Answers between quoted lines stay: only what nothing of theirs follows is cut. */
function isQuote(line: string, lines: string[], at: number): boolean {
  if (borders.some((border) => border.test(line.trim()))) return true;
  if (!line.startsWith('>')) return false;
  return lines.slice(at).every((later) => later.startsWith('>') || later.trim() === '');
}

/** "On Monday, … wrote:" may be two lines, and an empty one may follow. */
function beginOfQuote(lines: string[], quoted: number): number {
  let at = quoted;
  while (at > 0 && lines[at - 1]?.trim() === '') at -= 1;
  if (!/[:：]\s*$/.test(lines[at - 1] ?? '')) return at;
  const isSecond =
    !/^\s*(on|w dniu|dnia|am|le|el|在|於)\b/i.test(lines[at - 1] ?? '') && lines[at - 2]?.trim();
  return isSecond && /^\s*(on|w dniu|dnia|am|le|el|在|於)/i.test(lines[at - 2] ?? '') ? at - 2 : at - 1;
}
