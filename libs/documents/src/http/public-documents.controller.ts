import { Database } from '@carbon/database';
import { PublicRoute } from '@carbon/http';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contents } from '../contents/contents';
import { openPublished } from '../use-cases/open-document';
import { DocumentPath } from './document-bodies';
import { documentFile } from './document-file';

@ApiTags('public')
@Controller('v1/public/documents')
export class PublicDocumentsController {
  constructor(
    private readonly database: Database,
    private readonly contents: Contents,
  ) {}

  @Get(':sha256')
  @PublicRoute()
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "default-src 'none'; sandbox")
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    summary: 'Download a published document. 下载公开文件',
    description:
      'Documents that an act made public, such as a design document in public comment. 仅限已公开的文件。',
  })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async download(@Param() { sha256 }: DocumentPath): Promise<StreamableFile> {
    return documentFile(await this.database.transaction((tx) => openPublished(tx, this.contents, sha256)));
  }
}
