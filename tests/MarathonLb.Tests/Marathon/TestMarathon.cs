using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Marathon;

/// <summary>An HTTP server on a free port of the loopback that answers as a test wants and remembers what it was asked.</summary>
internal sealed class TestMarathon : IAsyncDisposable
{
    private readonly WebApplication _server;

    private TestMarathon(WebApplication server) => _server = server;

    /// <summary>Its base URL.</summary>
    public string Url => _server.Urls.Single().Replace("[::]", "127.0.0.1", StringComparison.Ordinal);

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<Question> Questions { get; } = new();

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers each request.</param>
    /// <param name="certificate">Makes it speak TLS.</param>
    public static async Task<TestMarathon> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        TestMarathon marathon = new(builder.Build());
        marathon._server.Run(async context =>
        {
            marathon.Questions.Enqueue(Question.Of(context.Request));
            await answer(context);
        });
        await marathon._server.StartAsync();
        return marathon;
    }

    /// <summary>Starts one that answers every request with a document.</summary>
    public static Task<TestMarathon> StartAsync(string json) => StartAsync(context => context.Response.WriteAsync(json));

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    /// <summary>A request.</summary>
    internal sealed record Question(string Method, string Target, string? Authorization, string Agent, string Accept, string Encoding)
    {
        public static Question Of(HttpRequest request) => new(
            request.Method,
            request.Path + request.QueryString,
            request.Headers.Authorization,
            request.Headers.UserAgent.ToString(),
            request.Headers.Accept.ToString(),
            request.Headers.AcceptEncoding.ToString());
    }
}
