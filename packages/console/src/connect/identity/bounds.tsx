// What holds for all types: the country of short numbers, and the bounds beyond which an identifier joins nobody.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './identity.module.css';
import { NumberField } from './number-field.tsx';
import { BOUNDS, type Faults, type RulesInput } from './rules.ts';
import type { RulesInForce } from './rules-query.ts';

export function Bounds({
  inForce,
  rules,
  faults,
  onRules,
}: {
  inForce: RulesInForce;
  rules: RulesInput;
  faults: Faults;
  onRules: (rules: RulesInput) => void;
}) {
  const { t } = useTranslation();
  const bound = (setting: 'super_node_max' | 'cluster_identifiers_max') => (
    <NumberField
      label={t(`identity.setting.${setting}`)}
      help={t(`identity.help.${setting}`)}
      fault={faults[setting]}
      value={rules[setting] ?? inForce[setting]}
      bounds={BOUNDS[setting]}
      onValue={(value) => {
        const { [setting]: _before, ...others } = rules;
        const asBefore = inForce.set[setting] === undefined && value === inForce[setting];
        onRules(asBefore ? others : { ...rules, [setting]: value });
      }}
    />
  );
  return (
    <Section title={t('identity.bounds')}>
      <div className={styles.bounds}>
        <Country rules={rules} fault={faults.default_country} onRules={onRules} />
        {bound('super_node_max')}
        {bound('cluster_identifiers_max')}
      </div>
    </Section>
  );
}

function Country({
  rules,
  fault,
  onRules,
}: {
  rules: RulesInput;
  fault: string | undefined;
  onRules: (rules: RulesInput) => void;
}) {
  const { t } = useTranslation();
  const set = rules.default_country ?? '';
  const [text, setText] = useState(set);
  const [seen, setSeen] = useState(set);
  if (seen !== set) {
    setSeen(set);
    setText(set);
  }
  const valid = text === '' || /^[A-Z]{2}$/.test(text);
  return (
    <TextField
      label={t('identity.setting.default_country')}
      help={t('identity.help.default_country')}
      fault={valid ? fault : t('identity.countryFault')}
      placeholder={t('identity.unset')}
      value={text}
      maxLength={2}
      autoComplete="off"
      onChange={(event) => {
        const typed = event.currentTarget.value.trim().toUpperCase();
        setText(typed);
        const { default_country: _before, ...others } = rules;
        if (typed === '') onRules(others);
        else if (/^[A-Z]{2}$/.test(typed)) onRules({ ...rules, default_country: typed });
      }}
    />
  );
}
