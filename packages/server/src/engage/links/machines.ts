// Who fetched what a message leads to: a person, or a machine that looks at it for them.
//
// Programs open mails and try their links before anybody reads them. Counted as people they make every figure a lie, and a
// journey that goes on because of a click goes on because of a virus scanner. No rule finds all of them; these find those that
// show themselves, by what they call themselves and by doing what no person does:
//
//   - Apple's Mail Privacy Protection loads every picture once, whether or not the mail is opened. It calls itself
//     `Mozilla/5.0` and nothing more: no browser does. (Apple, "Use Mail Privacy Protection on iPhone"; Mailgun,
//     "Privacy, automatic engagements, and Mailgun's bot detection".)
//   - Gmail and Yahoo load pictures through a proxy when somebody opens the mail, and keep them: that is a person.
//     (Google, "How Gmail's image proxy works"; the agents say `GoogleImageProxy` and `YahooMailProxy`.)
//   - Scanners in front of mailboxes try the links of what comes in: Barracuda, Proofpoint, Mimecast, Safe Links of Microsoft.
//     Some say their name; the others click several links at once. (Word to the Wise, "Barracuda filters clicking all
//     links"; Braze, "Bot click filtering".)
//   - Previews of chats, crawlers and libraries of programs say their name. (Braze and Mailgun, as above.)
//   - What is opened within two seconds of being sent was on its way still.
//
// Outlook on a desk says `ms-office` when a person opens a mail, so that is none.

export type Fetched = {
  kind: 'opened' | 'clicked';
  /** Milliseconds since 1970. */
  at: number;
  /** By what it calls itself. */
  byAgent: boolean;
  /** Of a click. */
  url?: string | undefined;
};

const proxiesOfPeople = /GoogleImageProxy|YahooMailProxy/i;
const scanners =
  /barracuda|proofpoint|urldefense|mimecast|safelinks|ironport|ciscosecureemail|trendmicro|\btmes\b|forcepoint|symantec|messagelabs|sophos|fortinet|fortimail|hornetsecurity|cloudmark|virustotal/i;
const programs =
  /bot\b|bot[/;\s)-]|crawl|spider|slurp|scan(?:ner)?\b|preview|prefetch|headless|phantomjs|facebookexternal|whatsapp|telegram|slack|discord|skypeuri|embedly|python|aiohttp|curl|wget|java\/|okhttp|go-http-client|axios|node-fetch|undici|libwww|lua-resty|ahc\/|apache-httpclient|amazon cloudfront|ruby|php\//i;

/** Whether somebody who calls themselves so is a machine. Who says nothing is one: every browser does. */
export function isMachineAgent(agent: string | undefined): boolean {
  const said = agent?.trim() ?? '';
  if (said === '' || said === 'Mozilla/5.0') return true;
  if (proxiesOfPeople.test(said)) return false;
  return scanners.test(said) || programs.test(said);
}

export const soonMs = 2000;
export const togetherMs = 1000;

/**
 * Whether this was a machine, among all else that was fetched of the same message. `sentAt`: undefined where it is not known.
 */
export function isMachine(one: Fetched, others: readonly Fetched[], sentAt: number | undefined): boolean {
  if (one.byAgent) return true;
  if (one.kind === 'opened') return sentAt !== undefined && one.at - sentAt < soonMs;
  return others.some(
    ({ kind, at, url }) => kind === 'clicked' && url !== one.url && Math.abs(at - one.at) < togetherMs,
  );
}
