// Receipts: what a person gets to keep of what they expressed, as anybody can read and check it.
//
// The document follows ISO/IEC TS 27560 in the form that the W3C community gave it with the Data Privacy Vocabulary (DPV 2,
// guide "Consent Records and Receipts as per ISO/IEC TS 27560:2023"), as JSON-LD. It is signed as a JWS with an Ed25519 key
// of this server, whose public half is at /.well-known/jwks.json: whoever has the receipt needs nothing else to check it.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, type JWK } from 'jose';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { ensureSecret } from '../../platform/workspaces/index.ts';
import { findCategory } from '../categories/index.ts';
import type { PurposeVersion } from '../purposes/index.ts';
import type { ConsentState } from './model.ts';
import type { Notice } from './notices.ts';
import type { StoredEvent } from './store.ts';

const statuses: Record<ConsentState, string> = {
  requested: 'dpv:ConsentRequested',
  request_deferred: 'dpv:ConsentRequestDeferred',
  given: 'dpv:ConsentGiven',
  renewed: 'dpv:RenewedConsentGiven',
  opted_in: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
  objected: 'dpv:ConsentRefused',
  opted_out: 'dpv:ConsentWithdrawn',
  restricted: 'dpv:ConsentRevoked',
  expired: 'dpv:ConsentExpired',
  invalidated: 'dpv:ConsentInvalidated',
  terminated: 'dpv:ConsentRevoked',
};

const bases: Record<string, string> = {
  consent: 'dpv:Consent',
  contract: 'dpv:Contract',
  legal_obligation: 'dpv:LegalObligation',
  vital_interests: 'dpv:VitalInterest',
  public_task: 'dpv:PublicInterest',
  legitimate_interest: 'dpv:LegitimateInterest',
};

const types: Record<StoredEvent['consentType'], string> = {
  implied: 'dpv:ImpliedConsent',
  expressed: 'dpv:ExpressedConsent',
  explicitly_expressed: 'dpv:ExplicitlyExpressedConsent',
};

export type Receipt = Record<string, unknown>;

type Parts = { event: StoredEvent; purpose: PurposeVersion; notice: Notice | undefined; controller: string };

/** The document. The person is named by a number that means nothing outside. */
export function toReceipt({ event, purpose, notice, controller }: Parts): Receipt {
  return {
    '@context': {
      dpv: 'https://w3id.org/dpv#',
      pd: 'https://w3id.org/dpv/pd#',
      dct: 'http://purl.org/dc/terms/',
    },
    '@type': 'dpv:ConsentReceipt',
    '@id': `urn:rapport:consent-event:${event.id}`,
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt-record',
    'dct:identifier': String(event.id),
    'dct:created': event.receivedAt.toISOString(),
    'dpv:hasDataSubject': `urn:rapport:identifier:${event.identifierIds[0]}`,
    'dpv:hasJurisdiction': event.jurisdiction,
    'dpv:hasProcess': {
      '@type': 'dpv:Process',
      'dpv:hasPurpose': {
        'dct:identifier': purpose.slug,
        'dct:hasVersion': purpose.version,
        'dct:title': purpose.name,
        'dct:description': purpose.description,
      },
      'dpv:hasLegalBasis': bases[purpose.legal_basis] ?? purpose.legal_basis,
      'dpv:hasPersonalData': purpose.data_categories.map((key) => findCategory(key)?.dpv ?? key),
      'dpv:hasProcessing': purpose.processing_kinds,
      'dpv:hasRecipient': purpose.recipients,
      'dpv:hasStorageCondition': { 'dpv:hasDuration': purpose.retention },
      'dpv:hasDataController': controller,
    },
    'dpv:hasConsentStatus': {
      '@type': statuses[event.state],
      'dpv:isIndicatedAtTime': event.eventTime.toISOString(),
      'dpv:isIndicatedBy': event.expressedBy,
      'dpv:hasIndicationMethod': event.method,
      'dpv:hasExpiryTime': event.validUntil?.toISOString() ?? null,
    },
    'dpv:hasConsent': types[event.consentType],
    'dpv:hasNotice':
      notice === undefined
        ? null
        : {
            '@type': 'dpv:ConsentNotice',
            'dct:identifier': `urn:sha256:${notice.hash}`,
            'dct:title': notice.title,
            'dct:language': notice.language,
          },
  };
}

export type Signer = {
  /** A JWS in compact form; its payload is the document. */
  sign(receipt: Receipt): Promise<string>;
  /** What others need to check it: a JWK set. */
  publicKeys: { keys: JWK[] };
};

/** The key is made once and kept. */
export async function openSigner(db: Database, clock: Clock): Promise<Signer> {
  const make = () => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  const secret = await ensureSecret(db, clock, 'receipt_key', make);
  const key = createPrivateKey({ key: JSON.parse(secret.value), format: 'jwk' });
  const own = createPublicKey(key).export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(own as JWK);
  return {
    sign: (receipt) =>
      new CompactSign(Buffer.from(JSON.stringify(receipt)))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'consent-receipt+jwt' })
        .sign(key),
    publicKeys: { keys: [{ ...own, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}
