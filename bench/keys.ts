// The keys with which every Rapport of a benchmark is started.

export const adminKey = 'bench-admin-key-of-this-run';
export const writeKey = 'bench-write-key-of-this-run';

/** How tracking clients carry their write key. */
export const collectHeaders = {
  'content-type': 'application/json',
  authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
};
export const apiHeaders = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` };
