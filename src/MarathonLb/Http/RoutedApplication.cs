using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Http;

/// <summary>Hands each request to the route table of the socket it came in by, and answers 500 where a route fails.</summary>
internal sealed partial class RoutedApplication(ILogger logger) : IHttpApplication<HttpContext>
{
    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await context.Features.GetRequiredFeature<RouteTable>().AnswerAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left; there is nobody to answer.
        }
        catch (Exception e)
        {
            Log.Failed(logger, context.Request.Path.Value ?? "", e);
            if (context.Response.HasStarted) throw;
            context.Response.Clear();
            await TextAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, "marathon-lb failed to answer; its log says why");
        }
    }

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Error, "no answer for {Path}")]
        public static partial void Failed(ILogger logger, string path, Exception exception);
    }
}
