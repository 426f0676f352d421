// Rules in words: limits, what happens where one is in the way, and what is different between two versions.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import {
  type BlockedValue,
  type Change,
  CONFLICTS,
  completed,
  type Field,
  type FieldValue,
  PERIODS,
  type RulesInput,
  SETTINGS,
  type Setting,
  type SettingValue,
  type TypeRule,
} from './rules.ts';

export function useRuleWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useIdentifierName();

  const limit = (rule: TypeRule) => t(`identity.limit.${completed(rule).period}`, { limit: rule.limit });

  /** What becomes of the weaker of two identifiers that the limit keeps apart. */
  const conflict = (rule: TypeRule) => {
    const { merges, on_conflict } = completed(rule);
    if (!merges) return t('identity.conflict.none');
    return t(`identity.conflict.${on_conflict}`, { count: rule.recycle_after_days ?? 0 });
  };

  const fieldValue = (field: Field, value: FieldValue): string => {
    if (value === undefined) return t('identity.unset');
    if (typeof value === 'boolean') return value ? t('ui.yes') : t('ui.no');
    if (field === 'period') return t(`identity.period.${PERIODS.find((each) => each === value) ?? 'ever'}`);
    if (field === 'on_conflict')
      return t(`identity.conflictShort.${CONFLICTS.find((each) => each === value) ?? 'keep'}`);
    return typeof value === 'number' ? format.number(value) : value;
  };

  const settingValue = (setting: Setting, value: SettingValue): string => {
    if (value === undefined)
      return setting === 'default_country' ? t('identity.unset') : t('identity.asShipped');
    return typeof value === 'number' ? format.number(value) : value;
  };

  const blockedFor = ({ type }: BlockedValue) =>
    type === undefined ? t('identity.blocked.all') : nameOf(type);

  /** One change as a line: what, before, after. */
  const change = (each: Change): string => {
    if (each.about === 'field') {
      const { type, field, from, to } = each;
      return t('identity.change.field', {
        type: nameOf(type),
        field: t(`identity.fieldShort.${field}`),
        from: fieldValue(field, from),
        to: fieldValue(field, to),
      });
    }
    if (each.about === 'added')
      return t('identity.change.added', {
        type: nameOf(each.type),
        limit: limit(each.rule),
        conflict: conflict(each.rule),
      });
    if (each.about === 'left') return t('identity.change.left', { type: nameOf(each.type) });
    if (each.about === 'setting') {
      const { setting, from, to } = each;
      return t('identity.change.setting', {
        setting: t(`identity.setting.${setting}`),
        from: settingValue(setting, from),
        to: settingValue(setting, to),
      });
    }
    return t(`identity.change.${each.about}`, { text: each.value.text, type: blockedFor(each.value) });
  };

  /** A fault with the place it is about; `path` as the server names it. */
  const fault = (path: string, problem: string, rules: RulesInput): string => {
    const [area = '', name = ''] = path.split('.');
    const setting = SETTINGS.find((each) => each === area);
    let where = path;
    if (area === 'types') where = nameOf(name);
    else if (area === 'blocked') where = rules.blocked?.[Number(name)]?.text ?? t('identity.blocked.title');
    else if (setting) where = t(`identity.setting.${setting}`);
    return t('identity.fault', { where, problem });
  };

  return { limit, conflict, change, fault, blockedFor, nameOf };
}
