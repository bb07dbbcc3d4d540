import { PublicRoute } from '@carbon/http';
import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Whoever opens the bare address finds the documentation. */
@ApiExcludeController()
@Controller()
export class FrontDoorController {
  @Get()
  @PublicRoute()
  @Redirect('/docs', 302)
  open(): void {
    // the redirect is the answer
  }
}
