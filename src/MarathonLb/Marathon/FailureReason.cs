using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MarathonLb.Marathon;

/// <summary>Says in plain words why a host gave no answer.</summary>
internal static class FailureReason
{
    /// <summary>The reason behind an error of a request.</summary>
    public static string Of(Exception failure) => failure switch
    {
        HttpRequestException request => OfRequest(request),
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection was closed in the middle of the answer",
        TimeoutException or MarathonAnswerException or MarathonStatusException or Credentials.CredentialException => failure.Message,
        InvalidDataException => "the answer's compression is broken",
        _ => Excerpt.Of(Innermost(failure).Message),
    };

    /// <summary>Seconds for a message.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");

    /// <summary>Whether the failure is one of the network, the other side or a setting, not a mistake in this program.</summary>
    public static bool IsExpected(Exception failure) => failure is HttpRequestException or IOException or InvalidDataException
        or TimeoutException or SocketException or MarathonAnswerException or MarathonStatusException or Credentials.CredentialException;

    private static string OfRequest(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name can't be resolved",
        HttpRequestError.ConnectionError => OfConnection(failure),
        HttpRequestError.SecureConnectionError => OfTls(failure),
        HttpRequestError.ResponseEnded => "the connection was closed before an answer came",
        HttpRequestError.InvalidResponse => "what answers there does not speak HTTP (https:// instead of http://?)",
        _ => Excerpt.Of(Innermost(failure).Message),
    };

    private static string OfConnection(HttpRequestException failure) => failure.InnerException is not SocketException socket
        ? Excerpt.Of(Innermost(failure).Message)
        : socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
            SocketError.TimedOut => "timed out connecting",
            _ => socket.Message,
        };

    private static string OfTls(HttpRequestException failure)
    {
        if (failure.InnerException is not AuthenticationException refused) return "TLS: what answers there does not speak TLS (http:// instead of https://?)";
        string reason = Excerpt.Of(Innermost(refused).Message);
        return refused.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? $"TLS: its certificate is not trusted: {reason} (--marathon-ca-cert FILE names the authorities to trust)"
            : $"TLS: {reason}";
    }

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
