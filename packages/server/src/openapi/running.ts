// Running Rapport: health, numbers, the clock of tests, and this document itself.
import { z } from 'zod';
import { testClockChange } from '../platform/test-clock/index.ts';
import { answer, type Chapter, json, moment } from './operation.ts';

export const running: Chapter = {
  name: 'Running',
  description: 'For those who operate the server.',
  operations: [
    {
      id: 'getLive',
      method: 'get',
      path: '/health/live',
      summary: 'The process answers',
      access: 'open',
      answer: answer('Live', { status: z.literal('alive') }),
    },
    {
      id: 'getReady',
      method: 'get',
      path: '/health/ready',
      summary: 'Both engines answer; 503 with the missing ones otherwise',
      access: 'open',
      answer: answer('Ready', { status: z.literal('ready'), pipeline: z.enum(['running', 'stalled']) }),
      otherAnswers: {
        503: answer('NotReady', { status: z.literal('not ready'), missing: z.array(z.string()) }),
      },
    },
    {
      id: 'getMetrics',
      method: 'get',
      path: '/metrics',
      summary: 'Numbers for Prometheus',
      access: 'open',
      answer: { contentType: 'text/plain', description: 'The Prometheus text format.' },
    },
    {
      id: 'moveTestClock',
      method: 'post',
      path: '/api/test/clock',
      summary: 'Move the clock of a server that was started with RAPPORT_TEST_CLOCK=1',
      access: 'key',
      scope: 'test:write',
      body: testClockChange,
      answer: answer('TestClock', { now: moment }),
      errors: ['test_clock_closed'],
    },
    {
      id: 'getOpenApi',
      method: 'get',
      path: '/api/openapi.json',
      summary: 'This document',
      access: 'open',
      answer: json,
    },
  ],
};
