// Consent and the gate, as the API tells it.
import { z } from 'zod';
import { consentBody, decideBody, ledgerQuery } from '../connect/consent-changes/index.ts';
import {
  confirmationBody,
  linkRequestsQuery,
  preferenceLinkBody,
} from '../connect/preference-centre/index.ts';
import { consentRatesQuery } from '../consent-rates.ts';
import { answer, type Chapter, json, listOf, moment, named, nothing } from './operation.ts';

/** Why something is permitted or denied: a code, a sentence, and what was expressed, where that decided. */
export const gateReason = named(
  'Reason',
  z.strictObject({
    code: z.string(),
    message: z.string(),
    consent_event: z
      .strictObject({
        id: z.string(),
        state: z.string(),
        event_time: moment,
        method: z.string(),
        expressed_by: z.string(),
        notice: z.strictObject({ hash: z.string(), title: z.string(), language: z.string() }).nullable(),
      })
      .optional(),
  }),
);
export const decided = { decision: z.enum(['permit', 'deny']), reason: gateReason };

const recorded = z.strictObject({
  purpose: z.string(),
  purpose_version: z.number().int(),
  state: z.string(),
  event_time: moment,
  kept_as: z
    .enum(['consent_event', 'suppression'])
    .describe('`suppression`: of somebody who must not be collected, and of whom nothing is known.'),
});

const ledgerItem = answer('ConsentEvent', {
  id: z.string(),
  purpose: z.string(),
  purpose_version: z.number().int(),
  state: z.string(),
  consent_type: z.string(),
  event_time: moment,
  effective_at: moment.describe(
    'When it counts from: differs where the clock of the sender could not be trusted.',
  ),
  received_at: moment,
  valid_until: moment.nullable(),
  expressed_by: z.string(),
  method: z.string(),
  identifiers: z.array(z.strictObject({ type: z.string(), value: z.string() })),
  notice: z
    .strictObject({ hash: z.string(), title: z.string().nullable(), language: z.string().nullable() })
    .nullable(),
  language: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  message_id: z.string().nullable(),
  recorded_by: z.string().nullable(),
  recorded_by_name: z.string().nullable(),
  reason: z.string().nullable(),
  unproven: z.boolean(),
  resolves: z.array(z.string()),
  evidence: json,
});

const people = z.int().describe('Identifiers, each once a day.');
const rates = answer('ConsentRates', {
  from: z.iso.date(),
  to: z.iso.date(),
  purposes: z.array(
    z.strictObject({
      purpose: z.string(),
      name: z.string(),
      consent_model: z.string(),
      now: z
        .strictObject({
          given: z.int(),
          denied: z.int().describe('Refused, withdrew or objected themselves.'),
          signalled: z.int().describe('Only their browser denies it (Global Privacy Control).'),
          rate: z
            .number()
            .nullable()
            .describe('`given` of `given` and `denied`; null where nobody answered.'),
        })
        .describe('People.'),
      days: z
        .array(
          z.strictObject({
            day: z.iso.date(),
            given: people,
            refused: people,
            withdrawn: people,
            signalled: people,
          }),
        )
        .describe('By the day (in UTC) from which it counts; days without an answer are left out.'),
    }),
  ),
  gpc: z.strictObject({
    days: z
      .array(
        z.strictObject({
          day: z.iso.date(),
          events: z.int().describe('From sources of the kind `browser`, without imports.'),
          signalled: z.int().describe('Those that came with `Sec-GPC: 1`.'),
          people: z.int().describe('Who they are of; close, not exact, where they are many.'),
          people_signalled: z.int(),
        }),
      )
      .describe('Days without an event are left out.'),
  }),
});

export const consents: Chapter = {
  name: 'Consent and the gate',
  description:
    'What people express about purposes, and what follows. What is unknown is denied; a withdrawal counts when the call returns.',
  operations: [
    {
      id: 'recordConsent',
      method: 'post',
      path: '/api/consents',
      summary: 'Record what a person expressed about a purpose',
      description:
        'Append-only. `marketing.*` becomes an event for each purpose of the group. Nobody of whom nothing else is known is turned away: a person is made, unless they must not be collected: then a denial is kept as a suppression, by keyed hash, and anything else is refused. A consent given now also answers what the person refused on another of their identifiers; a signal of their browser is answered only where `resolves` names it.',
      access: 'key',
      scope: 'consents:write',
      body: consentBody,
      status: 201,
      answer: answer('RecordedConsents', { items: z.array(recorded) }),
      errors: ['purpose_unknown', 'notice_unknown', 'consent_invalid'],
    },
    {
      id: 'createPreferenceLink',
      method: 'post',
      path: '/api/preference-links',
      summary: 'Make a link by which somebody sees and changes their choices, without an account',
      description:
        'It stands for one contact point until it ends, and shows nothing of any other. `/preferences/…` is the page of all choices. ' +
        'With `ends`, `one_click_url` goes into the header `List-Unsubscribe` of a message, beside `List-Unsubscribe-Post: List-Unsubscribe=One-Click` ' +
        '(RFC 8058). Opening a link changes nothing; only a form that is sent does. Making one needs the scope `consents:read` too.',
      access: 'key',
      scope: 'consents:write',
      body: preferenceLinkBody,
      status: 201,
      answer: answer('PreferenceLink', {
        url: z.string(),
        one_click_url: z.string().nullable().describe('Null where no purpose was named in `ends`.'),
        expires_at: moment,
      }),
      errors: ['purpose_unknown', 'topic_not_found', 'brand_not_found'],
    },
    {
      ...{ id: 'createConfirmation', method: 'post', path: '/api/confirmations' },
      ...{ access: 'key', scope: 'consents:write' },
      summary: 'Keep that somebody signed up, and get the link by which they confirm it (double opt-in)',
      description:
        'The link goes into a message of yours to the contact. Until it is pressed there, the ledger says `requested`, and nothing more is permitted than before. ' +
        'Opening it changes nothing; it works once. With a `topic` it needs the scope `preferences:write` too.',
      body: confirmationBody,
      status: 201,
      answer: answer('ConfirmationLink', { url: z.string(), expires_at: moment }),
      errors: [
        'purpose_unknown',
        'topic_not_found',
        'notice_unknown',
        'consent_invalid',
        'preference_invalid',
      ],
    },
    {
      ...{ id: 'listPreferenceLinkRequests', method: 'get', path: '/api/preference-link-requests' },
      ...{ access: 'key', scope: 'consents:read' },
      summary: 'Who asked for a new link of the preference centre, the oldest first',
      description:
        'Rapport sends nothing by itself: make a link for the contact, send it, and delete the request. One that nobody took is forgotten after a week.',
      query: linkRequestsQuery,
      answer: listOf(
        'PreferenceLinkRequestList',
        answer('PreferenceLinkRequest', {
          id: z.string(),
          contact: z.strictObject({ type: z.string(), value: z.string() }),
          language: z.string().describe('Of the page on which it was asked for.'),
          requested_at: moment,
        }),
      ),
    },
    {
      ...{ id: 'deletePreferenceLinkRequest', method: 'delete', path: '/api/preference-link-requests/{id}' },
      ...{ access: 'key', scope: 'consents:write' },
      summary: 'Take a request for a link off the list, when the link was sent',
      status: 204,
      answer: nothing,
      errors: ['request_not_found'],
    },
    {
      id: 'getConsentRates',
      method: 'get',
      path: '/api/consents/rates',
      summary:
        'How many people say yes and no to each purpose, now and by day, and how often browsers say no',
      description: 'Counts alone, of at most 366 days.',
      access: 'key',
      scope: 'consents:read',
      query: consentRatesQuery,
      answer: rates,
      errors: ['purpose_unknown'],
    },
    {
      id: 'getReceipt',
      method: 'get',
      path: '/api/consents/{id}/receipt',
      summary: 'The receipt of a consent event, signed',
      description:
        'ISO/IEC TS 27560 as JSON-LD with the Data Privacy Vocabulary, and the same as a JWS; its key is at `/.well-known/jwks.json`.',
      access: 'key',
      scope: 'consents:read',
      answer: answer('SignedReceipt', { receipt: json, jws: z.string() }),
      errors: ['not_found'],
    },
    {
      id: 'decide',
      method: 'post',
      path: '/api/decide',
      summary: 'Ask the gate: may this be used for the purpose, and why',
      description: 'The decision is kept; its id also comes as the header `X-Decision-Id`.',
      access: 'key',
      scope: 'decisions:read',
      body: decideBody,
      answer: answer('Decision', { ...decided, decision_id: z.string() }),
      errors: ['purpose_required', 'purpose_unknown'],
    },
    {
      id: 'getDecision',
      method: 'get',
      path: '/api/decisions/{id}',
      summary: 'A decision that the gate gave',
      access: 'key',
      scope: 'decisions:read',
      answer: answer('KeptDecision', {
        ...decided,
        decision_id: z.string(),
        decided_at: moment,
        asked_by: z.string(),
        asked_by_name: z.string().nullable(),
        profile_id: z.string().nullable(),
        purpose: z.string(),
        recipient: z.string().nullable(),
        categories: z.array(z.string()).nullable(),
      }),
      errors: ['not_found'],
    },
    {
      id: 'getPermissions',
      method: 'get',
      path: '/api/profiles/{type}/{value}/permissions',
      summary: 'What a person permits, purpose by purpose, and where what they said disagrees',
      access: 'key',
      scope: 'consents:read',
      answer: answer('Permissions', {
        profile_id: z.string(),
        permissions: z.record(
          z.string(),
          z.strictObject({
            ...decided,
            name: z.string(),
            version: z.number().int(),
            consent_model: z.string(),
            legal_basis: z.string(),
            recipients: z.array(z.string()).describe('Who is bound by it, beside the controller.'),
          }),
        ),
        conflicts: z.array(
          z.strictObject({
            purpose: z.string(),
            given: z.string().describe('Id of the consent event that permits.'),
            denied: z.string().describe('Id of the one that denies, and so decides.'),
          }),
        ),
      }),
      errors: ['profile_not_found'],
    },
    {
      id: 'listConsents',
      method: 'get',
      path: '/api/profiles/{type}/{value}/consents',
      summary: 'What a person expressed, the newest record first',
      access: 'key',
      scope: 'consents:read',
      query: ledgerQuery,
      answer: listOf('ConsentEventList', ledgerItem),
      errors: ['profile_not_found'],
    },
  ],
};
