using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MarathonLb.Marathon;

/// <summary>Says in plain words why a host gave no answer.</summary>
internal static class FailureReason
{
    private const string BrokeOff = "the connection broke off before the answer was whole";

    /// <summary>The reason behind an error of a request.</summary>
    public static string Of(Exception failure) => failure switch
    {
        TimeoutException or MarathonAnswerException or MarathonStatusException or Credentials.CredentialException => failure.Message,
        HttpRequestException request => OfRequest(request),
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => BrokeOff,
        InvalidDataException => "the answer's compression is broken",
        _ => OfOther(failure),
    };

    /// <summary>Seconds for a message.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");

    /// <summary>Whether the failure is one of the network, the other side or a setting, not a mistake in this program.</summary>
    public static bool IsExpected(Exception failure) => failure is HttpRequestException or IOException or InvalidDataException
        or TimeoutException or SocketException or MarathonAnswerException or MarathonStatusException or Credentials.CredentialException;

    private static string OfRequest(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name can't be resolved",
        HttpRequestError.SecureConnectionError => OfTls(failure),
        HttpRequestError.ResponseEnded => BrokeOff,
        HttpRequestError.InvalidResponse => "what answers there does not speak HTTP (https:// instead of http://?)",
        _ => OfOther(failure),
    };

    private static string OfOther(Exception failure)
    {
        Exception innermost = Innermost(failure);
        return innermost is not SocketException socket ? Excerpt.Of(innermost.Message) : socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => BrokeOff,
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
            SocketError.TimedOut => "timed out connecting",
            _ => socket.Message,
        };
    }

    private static string OfTls(HttpRequestException failure)
    {
        Exception? refused = failure.InnerException as AuthenticationException;
        string reason = Excerpt.Of(Innermost(failure).Message);
        return refused?.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) == true
            ? $"TLS: its certificate is not trusted: {reason} (--marathon-ca-cert FILE names the authorities to trust)"
            : $"TLS: {reason} Does it speak TLS at all (http:// instead of https://)?";
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
