// The rule of one type: edited in place beside the table, which follows each key.
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, Switch } from '../../ui/field.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import styles from './identity.module.css';
import { NumberField } from './number-field.tsx';
import { useRuleWords } from './rule-words.ts';
import {
  BOUNDS,
  CONFLICTS,
  completed,
  type EditedType,
  type Faults,
  PERIODS,
  type TypeRule,
} from './rules.ts';

/** What a transferred type gets first: a telephone number that nobody answered for so long has probably moved on. */
const RECYCLE_DAYS = 180;

export function TypeEditor({
  edited: { type, shipped, rule },
  isSet,
  faults,
  onRule,
  onClose,
}: {
  edited: EditedType;
  /** The workspace has a rule of its own for this type. */
  isSet: boolean;
  faults: Faults;
  /** `undefined`: no own rule. */
  onRule: (rule: TypeRule | undefined) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { nameOf } = useRuleWords();
  return (
    <Inspector title={nameOf(type)} onClose={onClose}>
      <div className={styles.editor}>
        {rule ? (
          <RuleFields
            key={type}
            rule={rule}
            faultAt={(field) => faults[`types.${type}.${field}`]}
            wholeFault={faults[`types.${type}`]}
            onRule={onRule}
          />
        ) : (
          <p className={styles.quiet}>{t('identity.asShippedAgain')}</p>
        )}
        {isSet && rule && (
          <div>
            <Button look={shipped ? 'plain' : 'danger'} onClick={() => onRule(undefined)}>
              {shipped ? t('identity.backToShipped') : t('identity.removeType')}
            </Button>
          </div>
        )}
      </div>
    </Inspector>
  );
}

export function RuleFields({
  rule,
  faultAt,
  wholeFault,
  onRule,
}: {
  rule: TypeRule;
  faultAt?: (field: keyof TypeRule) => string | undefined;
  wholeFault?: string;
  onRule: (rule: TypeRule) => void;
}) {
  const { t } = useTranslation();
  const { limit, period, priority, merges, on_conflict, recycle_after_days } = completed(rule);
  return (
    <>
      <NumberField
        label={t('identity.field.limit')}
        help={t('identity.help.limit')}
        fault={faultAt?.('limit') ?? wholeFault}
        value={limit}
        bounds={BOUNDS.limit}
        onValue={(value) => onRule({ ...rule, limit: value })}
      />
      <SelectField
        label={t('identity.field.period')}
        help={t('identity.help.period')}
        value={period}
        options={PERIODS.map((each) => ({ value: each, label: t(`identity.period.${each}`) }))}
        onChange={(event) => {
          const chosen = PERIODS.find((each) => each === event.currentTarget.value);
          if (chosen) onRule({ ...rule, period: chosen });
        }}
      />
      <NumberField
        label={t('identity.field.priority')}
        help={t('identity.help.priority')}
        fault={faultAt?.('priority')}
        value={priority}
        bounds={BOUNDS.priority}
        onValue={(value) => onRule({ ...rule, priority: value })}
      />
      <Switch
        label={t('identity.field.merges')}
        help={t('identity.help.merges')}
        checked={merges}
        onCheck={(checked) => onRule({ ...rule, merges: checked })}
      />
      <SelectField
        label={t('identity.field.on_conflict')}
        help={t(`identity.help.${on_conflict}`)}
        value={on_conflict}
        options={CONFLICTS.map((each) => ({ value: each, label: t(`identity.conflictShort.${each}`) }))}
        onChange={(event) => {
          const chosen = CONFLICTS.find((each) => each === event.currentTarget.value);
          if (chosen) onRule(withConflict(rule, chosen));
        }}
      />
      {on_conflict === 'transfer' && (
        <NumberField
          label={t('identity.field.recycle_after_days')}
          help={t('identity.help.recycle_after_days')}
          fault={faultAt?.('recycle_after_days')}
          value={recycle_after_days ?? RECYCLE_DAYS}
          bounds={BOUNDS.recycle_after_days}
          onValue={(value) => onRule({ ...rule, recycle_after_days: value })}
        />
      )}
    </>
  );
}

/** Days belong to a transfer and to nothing else. */
function withConflict(
  { recycle_after_days, ...rule }: TypeRule,
  on_conflict: (typeof CONFLICTS)[number],
): TypeRule {
  if (on_conflict !== 'transfer') return { ...rule, on_conflict };
  return { ...rule, on_conflict, recycle_after_days: recycle_after_days ?? RECYCLE_DAYS };
}
