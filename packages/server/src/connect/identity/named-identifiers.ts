// Which identifiers a message names under the rules of a workspace, which pairs that makes, and which values are blocked.
//
// The first identifier decides whose message it is: the strongest that the message names for certain. All others are
// paired with it, so that a message with n identifiers makes n − 1 pairs. Two are not: the hashed form of an address is
// paired with the address. And what a message brings along in `context.traits`, as clients do with what they remember,
// never decides: after a sign-out it may still be that of somebody else.
import type { Message } from '@rapport/protocol';
import { type Identifier, toIdentifier } from './identifiers.ts';
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
  hashed_phone: 'phone_sha256',
};

type Kind = 'told' | 'guessed' | 'remembered';
type Claim = { parsed: Fit; guessed: boolean; remembered: boolean; former: boolean };
/** What a message claims, each identifier once. They are few: a list is looked through sooner than a map is made. */
type Claims = { list: Claim[]; blocked: Identifier[] };

export type IdentifierReader = (message: Message) => Named;

/** What a value names. */
type Parsed = Fit | { first: undefined; isBlocked: false };

type Fit = {
  /** As the first of a message, and as one that is paired with the first. */
  first: NamedIdentifier;
  second?: NamedIdentifier;
  isBlocked: boolean;
  /** The hashed form of an address or a number; null for what has none. */
  hashed?: Identifier | null;
};

/**
 * The same values come again and again: what each is, is found once. So many are remembered, and as many again that came
 * before them; each up to this length.
 */
const rememberedMax = 20_000;
const rememberedLengthMax = 100;

export function openParser(rules: Rules): (type: string, told: unknown) => Parsed {
  let [recent, earlier] = [new Map<string, Parsed>(), new Map<string, Parsed>()];
  function parse(type: string, told: unknown): Parsed {
    const identifier = parseIdentifier(type, told, rules);
    if (identifier === undefined) return { first: undefined, isBlocked: false };
    const { value, original } = identifier;
    return {
      first: { type, value, original, pairedWith: -1, guessed: false },
      isBlocked: rules.isBlocked(type, value),
    };
  }
  return function parseRemembered(type, told) {
    if (typeof told !== 'string' || told.length > rememberedLengthMax) return parse(type, told);
    const key = `${type}\0${told}`;
    const known = recent.get(key);
    if (known !== undefined) return known;
    if (recent.size >= rememberedMax) [recent, earlier] = [new Map(), recent];
    const parsed = earlier.get(key) ?? parse(type, told);
    recent.set(key, parsed);
    return parsed;
  };
}

const toSecond = (parsed: Fit): NamedIdentifier => (parsed.second ??= { ...parsed.first, pairedWith: 0 });

/** Most messages name an account, a visitor or both, and nothing else. */
function openPlainReader(rules: Rules, parse: (type: string, told: unknown) => Parsed) {
  const [account, visitor] = ['user_id', 'anonymous_id'].map((type) => rules.rankOf.get(type) ?? -1);
  const isUsual =
    (account as number) < (visitor as number) &&
    [account, visitor].every((rank) => rules.ranked[rank as number]?.merges === true);
  const isPlain = (message: Message): boolean =>
    message.type !== 'identify' &&
    message.type !== 'alias' &&
    message.context.traits === undefined &&
    !hasIdsOfContext(message);
  return function readPlain(message: Message): NamedIdentifier[] | undefined {
    if (!isUsual || !isPlain(message)) return undefined;
    const { userId, anonymousId } = message;
    const user = userId === undefined ? undefined : parse('user_id', userId);
    const device = anonymousId === undefined ? undefined : parse('anonymous_id', anonymousId);
    if (user?.isBlocked === true || device?.isBlocked === true) return undefined;
    if (user?.first === undefined) return device?.first && [device.first];
    return device?.first === undefined ? [user.first] : [user.first, toSecond(device)];
  };
}

export const hasIdsOfContext = ({ context, body }: Message): boolean =>
  context.device !== undefined ||
  context.externalIds !== undefined ||
  context.ga_client_id !== undefined ||
  context.gaClientId !== undefined ||
  !isEmpty(context.integrations) ||
  !isEmpty(body.integrations);

function isEmpty(value: unknown): boolean {
  if (!isObject(value)) return true;
  for (const _name in value) return false;
  return true;
}

/** An own type may be called like something that every object has. */
const namesOf = (type: string): readonly string[] =>
  Object.hasOwn(traitNames, type) ? (traitNames[type] as readonly string[]) : [type, toCamel(type)];

/** Names of traits that hold identifiers. */
export const listSpellings = ({ ranked }: Rules): { name: string; type: string }[] =>
  ranked.flatMap(({ type }) =>
    type === 'user_id' || type === 'anonymous_id' ? [] : namesOf(type).map((name) => ({ name, type })),
  );

/** Gives the reader of messages for these rules. */
export function openIdentifierReader(rules: Rules): IdentifierReader {
  const spellings = listSpellings(rules);
  const parse = openParser(rules);
  const readPlain = openPlainReader(rules, parse);

  function claim(claims: Claims, type: string, told: unknown, kind: Kind = 'told'): void {
    if (told === undefined || told === null || !rules.rankOf.has(type)) return;
    const parsed = parse(type, told);
    if (parsed.first === undefined) return;
    if (parsed.isBlocked) claims.blocked.push(parsed.first);
    else takeClaim(claims.list, parsed, kind);
  }

  function claimTraits(claims: Claims, traits: unknown, kind: 'told' | 'remembered'): void {
    if (!isObject(traits)) return;
    for (const { name, type } of spellings)
      if (Object.hasOwn(traits, name)) claim(claims, type, traits[name], kind);
  }

  return function readIdentifiers(message) {
    const plain = readPlain(message);
    if (plain !== undefined) return { identifiers: plain, blocked: [] };
    const claims: Claims = { list: [], blocked: [] };
    claim(claims, 'user_id', message.userId);
    claim(claims, 'anonymous_id', message.anonymousId);
    if (message.type === 'identify') claimTraits(claims, message.traits, 'told');
    claimTraits(claims, message.context.traits, 'remembered');
    if (hasIdsOfContext(message))
      claimContext(message, (type, told) => claim(claims, type, told), identifiersMax);
    // The spec does not say what kind of id `previousId` is: clients send the anonymous id of the visitor, in whatever
    // form the site gives it, or an older user id. Where the message does not say it itself, both are meant: to choose by
    // what is known already would make the graph depend on the order of arrival, by the form would lose people.
    if (message.type === 'alias' && message.previousId !== message.anonymousId) {
      claim(claims, 'user_id', message.previousId, 'guessed');
      claim(claims, 'anonymous_id', message.previousId, 'guessed');
    }
    const { list, blocked } = claims;
    return { identifiers: list.length > 0 ? toPaired(list, rules) : [toNobody(message, blocked)], blocked };
  };
}

function takeClaim(list: Claim[], parsed: Fit, kind: Kind): void {
  const [guessed, remembered] = [kind === 'guessed', kind === 'remembered'];
  for (const known of list) {
    if (!isSame(known.parsed.first, parsed.first)) continue;
    known.guessed &&= guessed;
    known.remembered &&= remembered;
    return;
  }
  list.push({ parsed, guessed, remembered, former: guessed });
}

const isSame = (one: Identifier, other: Identifier): boolean =>
  one.value === other.value && one.type === other.type;

function toNobody({ userId, anonymousId }: Message, blocked: readonly Identifier[]): NamedIdentifier {
  const type = userId === undefined ? 'anonymous_id' : 'user_id';
  const told = blocked[0] ?? toIdentifier(type, userId ?? anonymousId ?? '');
  return { ...told, pairedWith: -1, guessed: false, blocked: true };
}

/** What the context tells of the device and of other systems. */
export function claimContext(
  { context, body }: Message,
  claim: (type: string, told: unknown) => void,
  externalIdsMax: number,
): void {
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
  for (const one of externalIds.slice(0, externalIdsMax)) {
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
  const toOrder = ({ parsed, guessed, remembered }: Claim): number => {
    const rank = rules.rankOf.get(parsed.first.type) as number;
    const weight = (guessed ? 4 : 0) + (rules.ranked[rank]?.merges === false ? 2 : 0) + (remembered ? 1 : 0);
    return weight * rules.ranked.length + rank;
  };
  if (claims.length > 1) claims.sort((x, y) => toOrder(x) - toOrder(y));
  if (claims.length > identifiersMax) claims.length = identifiersMax;
  const named = claims.map(({ parsed, guessed, former }, place): NamedIdentifier => {
    if (!former) return place === 0 ? parsed.first : toSecond(parsed);
    const own = { ...parsed.first, pairedWith: place === 0 ? -1 : 0, guessed };
    return place === 0 ? own : { ...own, former };
  });
  if (rules.ranked[rules.rankOf.get('email_sha256') ?? -1]?.merges === true) pairHashed(named, claims);
  return named;
}

/** Adds the hashed form of each address, paired with the address. */
function pairHashed(named: NamedIdentifier[], claims: readonly Claim[]): void {
  for (const [place, { parsed }] of claims.entries()) {
    if (parsed.first.type !== 'email') continue;
    parsed.hashed ??= toHashedEmail(parsed.first.value);
    const { hashed } = parsed;
    const known = named.findIndex((one) => isSame(one, hashed));
    if (known === -1) named.push({ ...hashed, pairedWith: place, guessed: false });
    else if (known > 0) named[known] = { ...(named[known] as NamedIdentifier), pairedWith: place };
  }
}

const toCamel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
