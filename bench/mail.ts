// How many mails a second are rendered for their recipients and handed to a mail server, against Nodemailer's pool, which sends the
// same one again and again?
//
// The mail server is a process of its own that throws everything away. Both use as many connections; both sign by DKIM with the same
// key; beside the figure stands the same without. Each mail is filled from MJML with six products for somebody else, its links are
// followed, and it is asked whether it may go before its last bytes are written, which here says yes at once.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Liquid } from 'liquidjs';
import { createTransport } from 'nodemailer';
import {
  type EmailContent,
  email,
  makeDkimKey,
  type RenderedMail,
  type RenderInput,
  type SenderDeps,
} from '../packages/server/src/engage/channels/index.ts';
import { median, sized, tell, toNumber } from './answer.ts';

const question = {
  asked: 'mails rendered and handed to an SMTP server a second ÷ Nodemailer with a constant body',
  unit: '×',
  better: 'more',
  floor: 0.5,
  goal: 0.9,
} as const;

const connections = 10;
const mails = sized(4000, 200);
const rounds = 3;

const product = `<mj-section><mj-column><mj-image src="{{ p.image }}" alt="{{ p.title }}" />
  <mj-text>{{ p.title }}: {{ p.price }}</mj-text><mj-button href="{{ p.url }}">Look</mj-button></mj-column></mj-section>`;
const content: EmailContent = {
  subject: '{{ name }}, new earrings',
  preheader: 'Six of them',
  mjml: `<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ name }}</mj-text></mj-column></mj-section>
    <mj-raw>{% for p in products %}</mj-raw>${product}<mj-raw>{% endfor %}</mj-raw>
    <mj-section><mj-column><mj-text><a href="{{ links.unsubscribe }}">Stop</a></mj-text></mj-column></mj-section></mj-body></mjml>`,
};
const links = {
  unsubscribe: 'https://mail.shop.example/u/abcdefghijklmnop',
  preferences: 'https://mail.shop.example/p/abcdefghijklmnop',
  why: 'https://mail.shop.example/w/abcdefghijklmnop',
};

const engines = {
  html: new Liquid({ outputEscape: 'escape', cache: 1000 }),
  text: new Liquid({ cache: 1000 }),
};
const parsed = new Map<string, ReturnType<Liquid['parse']>>();
function inputFor(number: number): RenderInput<EmailContent> {
  const products = Array.from({ length: 6 }, (_, at) => ({
    title: `Earrings ${number}-${at}`,
    price: `€ ${at}9.90`,
    image: `https://shop.example/i/${at}.jpg`,
    url: `https://shop.example/p/${number}/${at}`,
  }));
  const variables = { name: `Neha ${number}`, products, links };
  return {
    content,
    async fill(text, into) {
      const template = parsed.get(into + text) ?? engines[into].parse(text);
      parsed.set(into + text, template);
      return engines[into].renderSync(template, variables) as string;
    },
    links,
    language: 'en',
    track: (url) => `https://mail.shop.example/l/${Buffer.from(url).toString('base64url')}`,
    pixel: 'https://mail.shop.example/o/abcdefghijklmnop',
  };
}

async function openSink() {
  const child = fork(join(import.meta.dirname, 'mail-sink.ts'));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    async count(): Promise<number> {
      child.send('count');
      const [told] = (await once(child, 'message')) as [{ mails: number }];
      return told.mails;
    },
    close: () => child.disconnect(),
  };
}

/** So many at once as there are connections, and some more that are being made. */
async function perSecond(send: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const work = async () => {
    while (next < mails) {
      next += 1;
      await send(next);
    }
  };
  await Promise.all(Array.from({ length: connections * 2 }, work));
  return (mails * 1000) / (performance.now() - startedAt);
}

const sink = await openSink();
const key = await makeDkimKey();
const outgoingOf = (number: number, rendered: RenderedMail) => ({
  id: String(number),
  ...{ profileId: 1, purpose: 'marketing.email' },
  to: { type: 'email', value: `neha-${number}@example.com` },
  rendered,
  links,
  language: 'en',
  brand: { slug: 'shop', name: 'Shop' },
  at: 1_780_000_000_000,
});
const constant = (await email.render(inputFor(1))) as RenderedMail;

async function rates(isSigned: boolean): Promise<{ ours: number; bare: number }> {
  const smtp = email.providers.find(({ slug }) => slug === 'smtp');
  if (smtp === undefined) throw new Error('There is no SMTP');
  const settings = smtp.settings.parse({
    ...{
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      from_address: 'shop@shop.example',
      connections,
    },
    ...(isSigned
      ? { dkim_domain: 'shop.example', dkim_selector: 'r', dkim_private_key: key.privateKey }
      : {}),
  });
  const sender = await smtp.open(settings, {} as SenderDeps);
  const pool = createTransport({
    ...{ pool: true, host: '127.0.0.1', port: sink.port, ignoreTLS: true, maxConnections: connections },
    ...(isSigned
      ? { dkim: { domainName: 'shop.example', keySelector: 'r', privateKey: key.privateKey } }
      : {}),
  });
  const { subject, html, text } = constant;
  const from = { name: 'Shop', address: 'shop@shop.example' };
  const [ours, bare]: number[][] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const bareRate = await perSecond((number) =>
      pool.sendMail({ from, to: `neha-${number}@example.com`, subject, html, text }),
    );
    const ourRate = await perSecond(async (number) => {
      const rendered = await email.render(inputFor(number));
      await sender.send(outgoingOf(number, rendered), async (write) => write());
    });
    // The first round warms both up.
    if (round > 0) {
      bare?.push(bareRate);
      ours?.push(ourRate);
    }
  }
  await sender.close();
  pool.close();
  return { ours: median(ours ?? []), bare: median(bare ?? []) };
}

const signed = await rates(true);
const unsigned = await rates(false);
const expected = mails * 2 * 2 * (rounds + 1);
const got = await sink.count();
if (got !== expected) throw new Error(`${got} mails arrived, not ${expected}`);
tell(question, {
  figure: signed.ours / signed.bare,
  measured: `${toNumber(signed.ours)} mails/s signed, ${toNumber(unsigned.ours)} unsigned, of ${toNumber(constant.html.length / 1024)} KiB`,
  yardstick: `Nodemailer's pool ${toNumber(signed.bare)} mails/s signed, ${toNumber(unsigned.bare)} unsigned`,
});
sink.close();
