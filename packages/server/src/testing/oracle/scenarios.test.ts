// The oracle answers every scenario as the page does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSegmentDefinition, readTraitDefinition } from '@rapport/protocol';
import { catalog, scenarioGroups } from '../scenarios/index.ts';
import { isTrue, traitValueOf } from './index.ts';

const about = { name: 'a', purpose: 'service', title: 'A' };

for (const [group, scenarios] of Object.entries(scenarioGroups))
  describe(group, () => {
    test('no two scenarios have one name', () => {
      const names = scenarios.map(({ name }) => name);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });

    for (const scenario of scenarios)
      test(scenario.name, () => {
        const { person, momentMs, zone, limits, expected } = scenario;
        const asked = { momentMs, zone, limits, catalog };
        const [read, answer] =
          'definition' in scenario
            ? [
                readSegmentDefinition({ ...about, definition: scenario.definition }),
                isTrue(scenario.definition, person, asked),
              ]
            : [
                readTraitDefinition({ ...about, definition: scenario.value }),
                traitValueOf(scenario.value, person, asked),
              ];
        assert.ok(!('faults' in read), JSON.stringify(read));
        assert.deepEqual(answer, expected);
      });
  });
