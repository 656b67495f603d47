"""Middleware of the application: turns exceptions into the documented errors of the client API."""

from typing import Any

from aiohttp import web

from bot.care import Erased, StoreError, StoreUnavailable
from bot.gateway.errors import ApiError


@web.middleware
async def api_errors(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer exceptions with the documented JSON errors. They never contain a client's words."""
    api = request.path.startswith(("/v1/", "/hooks/"))
    try:
        response: web.StreamResponse = await handler(request)
        return response
    except ApiError as error:
        return error.response()
    except Erased:
        return ApiError("gone").response()
    except StoreUnavailable:
        return ApiError("unavailable", retry_after=2).response()
    except web.HTTPRequestEntityTooLarge:
        return ApiError("too_large", "200,000").response()
    except web.HTTPNotFound:
        if not api:
            raise
        return ApiError("not_found").response()
    except web.HTTPMethodNotAllowed as error:
        if not api:
            raise
        response = ApiError("method_not_allowed").response()
        response.headers["Allow"] = error.headers["Allow"]
        return response
    except StoreError:
        return ApiError("unavailable", retry_after=2).response()
