// What the rule about the platform's words catches, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformIsNeutral } from './words.ts';

const count = (text: string, path = 'packages/server/src/platform/http/server.ts') =>
  platformIsNeutral.check(path, text, new Map()).length;

test('a word of the domain in platform is caught, in every spelling', () => {
  for (const text of [
    'profile',
    'profileId',
    'PROFILE_ID',
    'listProfiles',
    'the consents of',
    '`insert into inbox`',
  ]) {
    assert.equal(count(text), 1, text);
  }
});

test('plain words and other folders are fine', () => {
  for (const text of ['profiler', 'event', 'workspaceId', 'source', 'message'])
    assert.equal(count(text), 0, text);
  assert.equal(count('profile', 'packages/server/src/connect/profiles/store.ts'), 0);
});
