// A row about events in order: its steps, what holds them together, and what must not follow.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { type RowProps, withWindow } from './event-rows.tsx';
import type { Draft } from './kinds.ts';
import { NameField } from './name-field.tsx';
import { SpanField } from './plain-fields.tsx';
import { SelectorField } from './selector-field.tsx';
import { useKeys } from './use-keys.ts';
import { WhereField } from './where-field.tsx';
import { WindowField } from './window-field.tsx';

const STEPS_MAX = 8;

export function SequenceRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const steps = condition.sequence as Draft[];
  const setSteps = (sequence: Draft[]) => onCondition({ ...condition, sequence });
  const { keys, forget } = useKeys(steps.length);
  const remove = (index: number) => {
    forget(index);
    setSteps(withoutStep(steps, index));
  };
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={keys[index]} className={styles.step}>
            <Step
              step={step}
              isFirst={index === 0}
              onStep={(next) => setSteps(steps.with(index, next))}
              onRemove={steps.length > 1 ? () => remove(index) : undefined}
            />
          </li>
        ))}
      </ol>
      {steps.length < STEPS_MAX && (
        <Button
          small
          look="quiet"
          icon={<IconPlus aria-hidden="true" />}
          onClick={() => setSteps([...steps, { name: '' }])}
        >
          {t('builder.addStep')}
        </Button>
      )}
      <div className={styles.line}>
        <WindowField
          window={condition.in as Draft | undefined}
          onWindow={(window) => onCondition(withWindow(condition, window))}
        />
      </div>
      <Together condition={condition} onCondition={onCondition} />
    </>
  );
}

/** The first step follows nothing. */
function withoutStep(steps: Draft[], index: number): Draft[] {
  const [first = {}, ...rest] = steps.filter((_, place) => place !== index);
  const { within: _, without: __, ...start } = first;
  return [start, ...rest];
}

function Step({
  step,
  isFirst,
  onStep,
  onRemove,
}: {
  step: Draft;
  isFirst: boolean;
  onStep: (step: Draft) => void;
  onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.line}>
        <span className={styles.joint}>{t(isFirst ? 'builder.first' : 'builder.afterwards')}</span>
        <SelectorField selector={step} onSelector={onStep} />
        {onRemove && (
          <IconButton label={t('builder.removeStep')} onClick={onRemove}>
            <IconX />
          </IconButton>
        )}
      </div>
      <WhereField selector={step} onSelector={onStep} />
      {!isFirst && <Between step={step} onStep={onStep} />}
    </>
  );
}

function Between({ step, onStep }: { step: Draft; onStep: (step: Draft) => void }) {
  const { t } = useTranslation();
  const { within, without, ...rest } = step;
  return (
    <>
      <div className={styles.line}>
        <Checkbox
          label={t('builder.within')}
          checked={within !== undefined}
          onCheck={(on) =>
            onStep(on ? { ...step, within: 'P1D' } : { ...rest, ...(without ? { without } : {}) })
          }
        />
        {within !== undefined && (
          <SpanField
            label={t('builder.length')}
            value={within}
            onValue={(span) => onStep({ ...step, within: span })}
          />
        )}
      </div>
      <div className={styles.line}>
        <Checkbox
          label={t('builder.without')}
          checked={without !== undefined}
          onCheck={(on) =>
            onStep(on ? { ...step, without: { name: '' } } : { ...rest, ...(within ? { within } : {}) })
          }
        />
        {without !== undefined && (
          <SelectorField
            selector={without as Draft}
            onSelector={(selector) => onStep({ ...step, without: selector })}
          />
        )}
      </div>
      {without !== undefined && (
        <div className={styles.below}>
          <WhereField
            selector={without as Draft}
            onSelector={(selector) => onStep({ ...step, without: selector })}
          />
        </div>
      )}
    </>
  );
}

/** What holds all steps together, and what must not follow the last. */
function Together({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const { same, after_last: given, ...rest } = condition;
  const after = given as Draft | undefined;
  return (
    <>
      <div className={styles.line}>
        <Checkbox
          label={t('builder.same')}
          checked={same !== undefined}
          onCheck={(on) =>
            onCondition(
              on ? { ...condition, same: '' } : { ...rest, ...(after ? { after_last: after } : {}) },
            )
          }
        />
        {same !== undefined && (
          <NameField
            label={t('builder.property')}
            value={same}
            offered={{ of: 'properties', event: undefined }}
            onValue={(next) => onCondition({ ...condition, same: next })}
          />
        )}
      </div>
      <div className={styles.line}>
        <Checkbox
          label={t('builder.nothingAfter')}
          checked={after !== undefined}
          onCheck={(on) =>
            onCondition(
              on
                ? { ...condition, after_last: { nothing: { name: '' }, for: 'PT1H' } }
                : { ...rest, ...(same === undefined ? {} : { same }) },
            )
          }
        />
        {after !== undefined && (
          <>
            <SelectorField
              selector={after.nothing as Draft}
              onSelector={(nothing) => onCondition({ ...condition, after_last: { ...after, nothing } })}
            />
            <span className={styles.joint}>{t('builder.within')}</span>
            <SpanField
              label={t('builder.length')}
              value={after.for}
              onValue={(span) => onCondition({ ...condition, after_last: { ...after, for: span } })}
            />
          </>
        )}
      </div>
      {after !== undefined && (
        <div className={styles.below}>
          <WhereField
            selector={after.nothing as Draft}
            onSelector={(nothing) => onCondition({ ...condition, after_last: { ...after, nothing } })}
          />
        </div>
      )}
    </>
  );
}
