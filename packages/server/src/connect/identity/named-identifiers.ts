// Which identifiers a message names under the rules of a workspace, which pairs that makes, and which values are blocked.
//
// The first identifier decides whose message it is: the strongest that the message names for certain. All others are
// paired with it, so that a message with n identifiers makes n − 1 pairs. Two are not: the hashed form of an address is
// paired with the address. And what a message brings along in `context.traits`, as clients do with what they remember,
// never decides: after a sign-out it may still be that of somebody else.
import type { Message } from '@rapport/protocol';
import { type Identifier, keyOf, toIdentifier } from './identifiers.ts';
import { parseIdentifier, toHashedEmail } from './normal-forms.ts';
import type { Rules } from './rules.ts';

export type NamedIdentifier = Identifier & {
  /** Place in the list of the identifier that it is paired with; -1 for the first, which decides. */
  pairedWith: number;
  /** It may be of this type or of another: it counts towards no limit until it is named for certain. */
  guessed: boolean;
  /** An alias names it as the previous id of the deciding one. */
  former?: true;
  /** It names nobody, and stands for the person of messages that name nobody else. It joins nothing. */
  blocked?: true;
};

export type Named = {
  /** At least one. Where all values are blocked it is one of these: what happened must land somewhere. */
  identifiers: NamedIdentifier[];
  blocked: Identifier[];
};

/** A message names at most so many identifiers; the weakest are left out. */
const identifiersMax = 20;

/** Spellings of traits that hold identifiers. Other types are found under their own name, also in camelCase. */
const traitNames: Record<string, readonly string[]> = {
  email: ['email', 'Email', 'eMail', 'emailAddress', 'email_address', 'e_mail'],
  phone: [
    'phone',
    'Phone',
    'phoneNumber',
    'phone_number',
    'mobile',
    'mobilePhone',
    'mobile_phone',
    'telephone',
  ],
  email_sha256: ['email_sha256', 'emailSha256', 'hashedEmail', 'hashed_email', 'sha256_email'],
};

/** Types of `context.externalIds` that other systems write in another way. */
const externalTypes: Record<string, string> = {
  'google analytics client id': 'ga_client_id',
  'android.push_token': 'push_token',
  'ios.push_token': 'push_token',
  'android.id': 'device_id',
  'ios.id': 'device_id',
  'android.idfa': 'device_id',
  'ios.idfa': 'device_id',
  hashed_email: 'email_sha256',
};

type Claim = { identifier: Identifier; guessed: boolean; remembered: boolean; former: boolean };

export type IdentifierReader = (message: Message) => Named;

/** What a value names: undefined where it cannot be an identifier. */
type Parsed = {
  identifier: Identifier | undefined;
  isBlocked: boolean;
  /** The identifier as the first of a message, and as one that is paired with the first. */
  first: NamedIdentifier | undefined;
  second: NamedIdentifier | undefined;
};

/** The same values come again and again: what each is, is found once. So many are remembered, up to this length. */
const rememberedMax = 100_000;
const rememberedLengthMax = 100;

function openParser(rules: Rules): (type: string, told: unknown) => Parsed {
  const remembered = new Map<string, Parsed>();
  function parse(type: string, told: unknown): Parsed {
    const identifier = parseIdentifier(type, told, rules);
    if (identifier === undefined)
      return { identifier, isBlocked: false, first: undefined, second: undefined };
    const isBlocked = rules.isBlocked(type, identifier.value);
    const first = { ...identifier, pairedWith: -1, guessed: false };
    return { identifier, isBlocked, first, second: { ...first, pairedWith: 0 } };
  }
  return function parseRemembered(type, told) {
    if (typeof told !== 'string' || told.length > rememberedLengthMax) return parse(type, told);
    const key = `${type}\0${told}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedMax) remembered.clear();
    const parsed = parse(type, told);
    remembered.set(key, parsed);
    return parsed;
  };
}

/** Most messages name an account, a visitor or both, and nothing else. */
function openPlainReader(rules: Rules, parse: (type: string, told: unknown) => Parsed) {
  const [account, visitor] = ['user_id', 'anonymous_id'].map((type) => rules.rankOf.get(type) ?? -1);
  const isUsual =
    (account as number) < (visitor as number) &&
    [account, visitor].every((rank) => rules.ranked[rank as number]?.merges === true);
  const isPlain = ({ type, context, body }: Message): boolean =>
    type !== 'identify' &&
    type !== 'alias' &&
    context.traits === undefined &&
    context.device === undefined &&
    context.externalIds === undefined &&
    context.ga_client_id === undefined &&
    context.gaClientId === undefined &&
    isEmpty(context.integrations) &&
    isEmpty(body.integrations);
  return function readPlain(message: Message): NamedIdentifier[] | undefined {
    if (!isUsual || !isPlain(message)) return undefined;
    const { userId, anonymousId } = message;
    const user = userId === undefined ? undefined : parse('user_id', userId);
    const device = anonymousId === undefined ? undefined : parse('anonymous_id', anonymousId);
    if (user?.isBlocked === true || device?.isBlocked === true) return undefined;
    if (user?.first === undefined) return device?.first && [device.first];
    return device?.second === undefined ? [user.first] : [user.first, device.second];
  };
}

function isEmpty(value: unknown): boolean {
  if (!isObject(value)) return true;
  for (const _name in value) return false;
  return true;
}

/** An own type may be called like something that every object has. */
const namesOf = (type: string): readonly string[] =>
  Object.hasOwn(traitNames, type) ? (traitNames[type] as readonly string[]) : [type, toCamel(type)];

/** Gives the reader of messages for these rules. */
export function openIdentifierReader(rules: Rules): IdentifierReader {
  const places = Object.fromEntries(rules.ranked.map(({ type }) => [type, namesOf(type)]));
  delete places.user_id;
  delete places.anonymous_id;
  const parse = openParser(rules);
  const readPlain = openPlainReader(rules, parse);

  return function readIdentifiers(message) {
    const plain = readPlain(message);
    if (plain !== undefined) return { identifiers: plain, blocked: [] };
    const claims = new Map<string, Claim>();
    const blocked: Identifier[] = [];
    const claim = (type: string, told: unknown, kind: 'told' | 'guessed' | 'remembered' = 'told') => {
      if (told === undefined || told === null || !rules.rankOf.has(type)) return;
      const { identifier, isBlocked } = parse(type, told);
      if (identifier === undefined) return;
      if (isBlocked) {
        blocked.push(identifier);
        return;
      }
      const known = claims.get(keyOf(identifier));
      const [guessed, remembered] = [kind === 'guessed', kind === 'remembered'];
      if (known === undefined)
        claims.set(keyOf(identifier), { identifier, guessed, remembered, former: guessed });
      else
        Object.assign(known, {
          guessed: known.guessed && guessed,
          remembered: known.remembered && remembered,
        });
    };
    const claimTraits = (traits: unknown, kind: 'told' | 'remembered') => {
      if (!isObject(traits)) return;
      for (const [type, names] of Object.entries(places))
        for (const name of names) if (Object.hasOwn(traits, name)) claim(type, traits[name], kind);
    };
    claim('user_id', message.userId);
    claim('anonymous_id', message.anonymousId);
    if (message.type === 'identify') claimTraits(message.traits, 'told');
    claimTraits(message.context.traits, 'remembered');
    claimContext(message, claim);
    // The spec does not say what kind of id `previousId` is: clients send the anonymous id of the visitor, in whatever
    // form the site gives it, or an older user id. Where the message does not say it itself, both are meant: to choose by
    // what is known already would make the graph depend on the order of arrival, by the form would lose people.
    if (message.type === 'alias' && message.previousId !== message.anonymousId) {
      claim('user_id', message.previousId, 'guessed');
      claim('anonymous_id', message.previousId, 'guessed');
    }
    const identifiers = toPaired([...claims.values()], rules);
    return { identifiers: identifiers.length > 0 ? identifiers : [toNobody(message, blocked)], blocked };
  };
}

function toNobody({ userId, anonymousId }: Message, blocked: readonly Identifier[]): NamedIdentifier {
  const type = userId === undefined ? 'anonymous_id' : 'user_id';
  const told = blocked[0] ?? toIdentifier(type, userId ?? anonymousId ?? '');
  return { ...told, pairedWith: -1, guessed: false, blocked: true };
}

/** What the context tells of the device and of other systems. */
function claimContext({ context, body }: Message, claim: (type: string, told: unknown) => void): void {
  const { device, externalIds } = context;
  if (isObject(device)) {
    claim('device_id', device.id);
    if (device.adTrackingEnabled !== false) claim('device_id', device.advertisingId);
    claim('push_token', device.token);
  }
  claim('ga_client_id', context.ga_client_id ?? context.gaClientId);
  for (const integrations of [body.integrations, context.integrations]) {
    if (!isObject(integrations)) continue;
    for (const name of ['Google Analytics', 'Google Analytics 4', 'Google Analytics 4 Web', 'GA4']) {
      const settings = integrations[name];
      if (isObject(settings)) claim('ga_client_id', settings.clientId ?? settings.client_id);
    }
  }
  if (!Array.isArray(externalIds)) return;
  for (const one of externalIds.slice(0, identifiersMax)) {
    if (!isObject(one) || typeof one.type !== 'string') continue;
    // Other collections than people, such as accounts, are not about who is who.
    if (one.collection !== undefined && one.collection !== 'users') continue;
    if (one.encoding !== undefined && one.encoding !== 'none') continue;
    const type = one.type.trim().toLowerCase();
    claim(externalTypes[type] ?? type, one.id);
  }
}

/** The strongest first; then what is only remembered, what never merges, and what is guessed. */
function toPaired(claims: Claim[], rules: Rules): NamedIdentifier[] {
  const rankOf = ({ identifier }: Claim) => rules.rankOf.get(identifier.type) as number;
  const weight = (claim: Claim) =>
    (claim.guessed ? 4 : 0) +
    (rules.ranked[rankOf(claim)]?.merges === false ? 2 : 0) +
    (claim.remembered ? 1 : 0);
  const sorted = claims
    .sort((x, y) => weight(x) - weight(y) || rankOf(x) - rankOf(y))
    .slice(0, identifiersMax);
  const named = sorted.map(
    ({ identifier, guessed, former }, place): NamedIdentifier => ({
      ...identifier,
      pairedWith: place === 0 ? -1 : 0,
      guessed,
      ...(former && place > 0 ? { former: true as const } : {}),
    }),
  );
  if (rules.ranked[rules.rankOf.get('email_sha256') ?? -1]?.merges !== true) return named;
  for (const [place, { type, value }] of [...named.entries()]) {
    if (type !== 'email') continue;
    const hashed = toHashedEmail(value);
    const known = named.findIndex((one) => keyOf(one) === keyOf(hashed));
    if (known === -1) named.push({ ...hashed, pairedWith: place, guessed: false });
    else if (known > 0) (named[known] as NamedIdentifier).pairedWith = place;
  }
  return named;
}

const toCamel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
