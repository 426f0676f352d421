// For tests: the messages of so many requests made from a template, as Rapport reads them.
import assert from 'node:assert/strict';
import { type Message, parseMessage } from '../packages/protocol/src/index.ts';
import { fillTemplate, type Template } from './shop-traffic.ts';

export function readMessages(template: Template, requests: number, people: number): Message[] {
  return Array.from({ length: requests }, (_, request) => {
    fillTemplate(template, request, people);
    return (JSON.parse(template.bytes.toString()) as { batch: unknown[] }).batch;
  })
    .flat()
    .map((body) => {
      const message = parseMessage(body);
      assert.ok(typeof message === 'object', `a message is ${message}`);
      return message;
    });
}
