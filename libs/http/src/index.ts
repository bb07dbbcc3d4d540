export { Authenticator, type Caller, type Credentials, CurrentCaller, serviceCaller } from './caller';
export { CLOCK, EdgeModule, type EdgeParts } from './edge.module';
export {
  AreOneOf,
  AreTexts,
  type FieldOptions,
  IsChinaDate,
  IsChinaMonth,
  IsCount,
  IsFlag,
  IsId,
  IsJsonObject,
  IsListOf,
  IsMoment,
  IsOneOf,
  IsPart,
  IsQuantity,
  IsShaped,
  IsText,
  IsWholeNumberString,
  type ShapeOptions,
  type TextOptions,
} from './field-decorators';
export { closeOnSignals, createHttpApp, type HttpAppOptions } from './http-app';
export { BodyDigest, JsonLines, TakesManyLines } from './many-lines';
export { type MultipartBody, SentMultipart, type SentFile, TakesFile } from './multipart';
export { houseReach } from './house-reach';
export { IdempotencyKey, NeedsIdempotencyKey } from './idempotency-key';
export { JsonLogger, LOG_LEVELS, type LogLevel } from './json-logger';
export { idempotencyScope, Once, type OnceRequest } from './once';
export { type OpenApiAddition, OpenApiAdditions } from './openapi-additions';
export { type OpenApiOptions } from './openapi';
export { AnswersPageOf, type CursorPart, pageBody, pageOf, PageQuery } from './paging';
export { isPermission, type Permission, PERMISSIONS } from './permissions';
export { Readiness, type ReadinessCheck } from './readiness';
export { Recurring, type RecurringWork } from './recurring';
export { type Sent } from './sent';
export { type Environment, type MustBe, readSettings, SettingsError } from './settings';
export {
  EVERYTHING,
  type Reach,
  reaches,
  reachesAt,
  reachIds,
  reachOf,
  type Window,
  windowOf,
} from './reach';
export { inReach, reachValues } from './reach-sql';
export { permissionMissing } from './caller-refusals';
export { rateLimited, Throttle, type ThrottleOptions, USUAL_THROTTLE } from './throttle';
export {
  correlationId,
  currentRequest,
  markReplayed,
  type RequestContext,
  requestContexts,
} from './request-context';
export {
  assertEveryRouteIsDeclared,
  declarationOf,
  type DeclaredRoute,
  Permit,
  PublicRoute,
  RouteUndeclaredError,
  routesOf,
} from './route-declarations';
export { checkedPart, faultsOf, validationPipe } from './validation';
