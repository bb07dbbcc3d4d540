export { type GradeJudgement, judgeGrade, type JudgedNeed } from './judge-grade';
export { type GradeScheme, gradeScheme, parkGradePacks } from './park-grades';
