// The newsletter: who gets it, who opens it, who follows its link into the shop, and who has had enough.

import { lookAround } from './browsing.ts';
import { type Calendar, day, hour, minute, second, type WallTime } from './calendar.ts';
import { type Catalogue, shopOrigin } from './catalogue.ts';
import { type Fact, type Properties, track } from './facts.ts';
import type { Campaign } from './pages.ts';
import { pages, toQuery } from './pages.ts';
import { type Customer, drawTimeOfDay } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import { Visit } from './visit.ts';

type Issue = { number: number; sentAt: WallTime; subject: string; category: string };

const themes = [
  ['A chair that fits', 'Furniture'],
  ['Paper, pens and everything else', 'Office Supplies'],
  ['New phones for the new season', 'Technology'],
  ['Sharp: knives for people who cook', 'Kitchenware'],
  ['Order in every drawer', 'Office Supplies'],
  ['Small sparkle under $20', 'Jewellery'],
] as const;

/** Every fourth week in the last year, every twelfth before that; at 9:00. */
function listIssues(today: WallTime): Issue[] {
  const weeksAgo = [...range(196, 56, 12), ...range(52, 0, 4)];
  return weeksAgo.map((weeks, index) => {
    const [subject, category] = themes[index % themes.length] ?? themes[0];
    return { number: index + 1, sentAt: today - (weeks * 7 + 2) * day + 9 * hour, subject, category };
  });
}

function* range(from: number, to: number, step: number): Generator<number> {
  for (let n = from; n >= to; n -= step) yield n;
}

type Shop = { calendar: Calendar; catalogue: Catalogue };

export function* newsletterFacts(customer: Customer, shop: Shop): Generator<Fact> {
  const { newsletter } = customer;
  if (!newsletter) return;
  const seen = { device: customer.joinedOn, page: pages.newsletter, referrer: '' };
  yield track(newsletter.from, seen, 'Newsletter Subscribed', {
    list_id: 'weekly',
    list_name: 'Sample Shop news',
  });
  const random = randomFrom(`newsletter ${customer.key}`);
  for (const issue of listIssues(shop.calendar.today)) {
    if (issue.sentAt < newsletter.from || issue.sentAt > newsletter.until) continue;
    yield* readIssue(customer, issue, newsletter.opens, shop, random);
  }
  if (Number.isFinite(newsletter.until)) {
    yield track(newsletter.until, 'email', 'Unsubscribed', {
      list_id: 'weekly',
      list_name: 'Sample Shop news',
    });
  }
}

function* readIssue(
  customer: Customer,
  issue: Issue,
  opens: number,
  { catalogue }: Shop,
  random: Random,
): Generator<Fact> {
  const about = toEmailProperties(customer, issue);
  yield track(issue.sentAt + random.between(1, 300) * second, 'email', 'Email Delivered', about);
  if (!random.chance(opens)) return;
  const midnight = Math.floor(issue.sentAt / day) * day;
  const openedAt = Math.max(
    midnight + drawTimeOfDay(customer.habits, random),
    issue.sentAt + random.between(6, 90) * minute,
  );
  yield track(openedAt, 'email', 'Email Opened', about);
  if (!random.chance(0.25)) return;
  const campaign: Campaign = { name: `news-${issue.number}`, source: 'newsletter', medium: 'email' };
  const clickedAt = openedAt + random.between(5, 90) * second;
  const link = { link_id: 'main', link_url: `${shopOrigin}/${toQuery(campaign)}` };
  yield track(clickedAt, 'email', 'Email Link Clicked', { ...about, ...link });
  const device = random.chance(0.7) ? customer.phone : customer.laptop;
  const products = random.some(catalogue.listCategory(issue.category), random.whole(1, 3));
  yield* lookAround(new Visit(device, clickedAt + 2 * second, random, { campaign }), products, catalogue);
}

const toEmailProperties = (customer: Customer, issue: Issue): Properties => ({
  email_id: `news-${issue.number}-${customer.id}`,
  email_subject: issue.subject,
  campaign_id: `news-${issue.number}`,
  campaign_name: 'Sample Shop news',
});
