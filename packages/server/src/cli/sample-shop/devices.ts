// Phones and laptops: what a browser or the shop's app tells about itself with every call.
import type { WallTime, Zone } from './calendar.ts';
import { drawIp } from './places.ts';
import { type Random, uuidFrom } from './random.ts';

/** A browser or an app installation. It is anonymous until someone signs in on it, and known from then on. */
export type Device = {
  anonymousId: string;
  /** The shop's app on a phone; everything else is a browser. */
  isApp: boolean;
  /** The part of `context` that is the same in each of its calls. */
  context: Record<string, unknown>;
  /** When someone signed in on it; `Infinity` where that never happens. */
  knownFrom: WallTime;
};

type Model = { userAgent: string; screen: readonly [width: number, height: number, density: number] };
type PhoneModel = Model & { os: 'iOS' | 'Android'; osVersion: string; manufacturer: string; model: string };

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const laptops: readonly (readonly [Model, number])[] = [
  [
    {
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/141.0.0.0 Safari/537.36`,
      screen: [1920, 1080, 1],
    },
    46,
  ],
  [
    {
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
      screen: [1536, 864, 1.25],
    },
    18,
  ],
  [
    {
      userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.6 Safari/605.1.15`,
      screen: [1512, 982, 2],
    },
    24,
  ],
  [
    {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      screen: [1920, 1200, 1],
    },
    6,
  ],
];

const phones: readonly (readonly [PhoneModel, number])[] = [
  [
    {
      userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webkit} Version/18.6 Mobile/15E148 Safari/604.1`,
      screen: [393, 852, 3],
      os: 'iOS',
      osVersion: '18.6',
      manufacturer: 'Apple',
      model: 'iPhone15,4',
    },
    52,
  ],
  [
    {
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${blink} Chrome/141.0.0.0 Mobile Safari/537.36`,
      screen: [412, 915, 2.625],
      os: 'Android',
      osVersion: '15',
      manufacturer: 'Google',
      model: 'Pixel 8',
    },
    26,
  ],
  [
    {
      userAgent: `Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S921U) ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      screen: [360, 780, 3],
      os: 'Android',
      osVersion: '14',
      manufacturer: 'Samsung',
      model: 'SM-S921U',
    },
    22,
  ],
];

const app = { name: 'Sample Shop', version: '4.2.1', build: '4210', namespace: 'example.sampleshop' };

/** The library that calls itself the sender: the simulation does not pretend to be somebody's client. */
export const library = { name: 'sample-shop', version: '1' };

/** A laptop with a browser. `owner` makes its anonymous id, so it must be different for each person. */
export function drawLaptop(owner: string, zone: Zone, locale: string, random: Random): Device {
  const { userAgent, screen } = random.weighted(laptops);
  const context = {
    library,
    userAgent,
    locale,
    timezone: zone,
    ip: drawIp(random),
    screen: toScreen(screen),
  };
  return { anonymousId: uuidFrom(`laptop of ${owner}`), isApp: false, context, knownFrom: Infinity };
}

/** A phone, with the shop's app on it or with just its browser. */
export function drawPhone(owner: string, zone: Zone, locale: string, isApp: boolean, random: Random): Device {
  const phone = random.weighted(phones);
  const anonymousId = uuidFrom(`phone of ${owner}`);
  const about = {
    locale,
    timezone: zone,
    ip: drawIp(random),
    screen: toScreen(phone.screen),
    os: { name: phone.os, version: phone.osVersion },
  };
  if (!isApp) {
    const context = { library, userAgent: phone.userAgent, ...about };
    return { anonymousId, isApp, context, knownFrom: Infinity };
  }
  const { manufacturer, model } = phone;
  const device = {
    id: uuidFrom(`installation of ${owner}`),
    manufacturer,
    model,
    type: phone.os.toLowerCase(),
  };
  const userAgent = `SampleShop/${app.version} (${model}; ${phone.os} ${phone.osVersion})`;
  const context = { library, app, device, network: { wifi: true, cellular: false }, userAgent, ...about };
  return { anonymousId, isApp, context, knownFrom: Infinity };
}

const toScreen = ([width, height, density]: Model['screen']) => ({ width, height, density });
