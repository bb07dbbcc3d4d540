export {
  calendarDay,
  decimalText,
  listOf,
  objectOf,
  oneOf,
  orNone,
  someOf,
  twoLanguages,
  words,
  yesOrNo,
} from '@carbon/rules/domain';
