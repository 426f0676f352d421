// Faults in what was sent: what could not be read, and what to send instead.
import type { SignalFault, SignalMethod, StringFaultCode } from './model.ts';

const carriers: Record<SignalMethod, string> = {
  gpc: 'Global Privacy Control',
  gpp: 'The GPP string',
  tcf: 'The TC string',
  gcm: 'The consent mode',
  categories: 'categoryPreferences',
  consent_management: 'consentManagement',
};

/** `advice`: what to send instead. */
export const malformed = (method: SignalMethod, advice: string): SignalFault => ({
  method,
  code: 'malformed',
  message: `${carriers[method]} cannot be read; ${advice}`,
});

const advices: Record<StringFaultCode, string> = {
  malformed: 'send it as the consent banner made it',
  oversize: 'send one of at most 8,192 characters',
  unknown_version: 'it has a version or a section that this release does not know',
  global_scope: 'set IsServiceSpecific in the consent banner',
  no_disclosed_vendors: 'update the consent banner to TCF 2.3, which adds the segment DisclosedVendors',
};

/** Of a string of TCF or GPP. */
export const toStringFault = (method: SignalMethod, code: StringFaultCode): SignalFault => ({
  ...malformed(method, advices[code]),
  code,
});

/** Of banners: it is not said which, since names are what was sent. */
export const toUnknownCategory = (method: SignalMethod): SignalFault => ({
  method,
  code: 'unknown_category',
  message: `${carriers[method]} names a category of which no purpose speaks; add it to banner_categories of a purpose, or leave it out`,
});
