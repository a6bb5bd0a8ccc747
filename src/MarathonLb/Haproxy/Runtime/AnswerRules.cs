using System.Globalization;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Which answers mean success. The texts were seen from 2.6.12, 3.0.11 and 3.2.26 (tests run against all three) and looked up in the sources of
/// 2.6.0, 3.0.0, 3.2.0 and 3.4.0. Everything else is a failure: an error is not marked as such, and an unknown command is answered with the help.
/// </summary>
internal static class AnswerRules
{
    private const string MapVersionText = "New version created: ";

    /// <summary>Ends what 2.6 says to <c>set server … addr</c> whether or not anything changed; 3.0 says it only if something did.</summary>
    private const string ChangedBy = " by 'stats socket command'";

    /// <summary>How each part of the answer to <c>set server … addr</c> begins.</summary>
    private static readonly string[] AddressParts =
        ["IP changed from '", "no need to change the addr", "port changed from '", "no need to change the port", "nothing changed"];

    /// <summary>How the things that we read begin: server states, headed lists, entries of a map, a certificate, <c>show info</c>.</summary>
    private static readonly string[] Shown = ["1\n# ", "# ", "0x", "Filename: ", "Name: "];

    /// <summary>True if the answer is known to mean that the command was done.</summary>
    public static bool Succeeded(in RuntimeCommand command, string text) => command.Kind switch
    {
        CommandKind.Show => text.Length == 0 || StartsWithAny(text, Shown),

        // Warnings of the server line, if any, come before.
        CommandKind.AddServer => LastLine(text) is "New server registered.",
        CommandKind.DeleteServer => LastLine(text) is "Server deleted.",
        CommandKind.ServerAddress => IsAddressChange(text),
        CommandKind.MapPrepare => MapVersion(text) is not null,
        CommandKind.CertificateSet => IsTransaction(command.Text, LastLine(text)),
        CommandKind.CertificateCommit => LastLine(text) is "Success!",
        CommandKind.CertificateAbort => text.StartsWith("Transaction aborted for certificate '", StringComparison.Ordinal),
        _ => text.Length == 0,
    };

    /// <summary>N of <c>New version created: N</c>.</summary>
    public static uint? MapVersion(string text) =>
        text.StartsWith(MapVersionText, StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(MapVersionText.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint version) ? version : null;

    private static ReadOnlySpan<char> LastLine(string text) => text.AsSpan(text.LastIndexOf('\n') + 1);

    /// <summary>
    /// <c>IP changed from '10.0.0.5' to '10.0.0.6', port changed from '31002' to '31003' by 'stats socket command'</c>; when there was nothing to do
    /// 2.6 says <c>no need to change the addr, no need to change the port by …</c> and 3.x <c>nothing changed</c>.
    /// </summary>
    private static bool IsAddressChange(string text)
    {
        string said = text.EndsWith(ChangedBy, StringComparison.Ordinal) ? text[..^ChangedBy.Length] : text;
        foreach (string part in said.Split(", "))
        {
            if (!StartsWithAny(part, AddressParts)) return false;
        }

        return true;
    }

    /// <summary>
    /// The transaction must be about the file that was meant: while another one is open, 2.6 loads the payload into that and says
    /// <c>Transaction updated for certificate OTHER!</c>; 3.0 and later refuse.
    /// </summary>
    private static bool IsTransaction(string command, ReadOnlySpan<char> said)
    {
        foreach (string beginning in (ReadOnlySpan<string>)["Transaction created for certificate ", "Transaction updated for certificate "])
        {
            if (!said.StartsWith(beginning, StringComparison.Ordinal) || said[^1] != '!') continue;
            ReadOnlySpan<char> file = said[beginning.Length..^1];
            return file.Length > 0 && command == RuntimeCommands.SetCertificateText(file.ToString());
        }

        return false;
    }

    private static bool StartsWithAny(string text, string[] beginnings)
    {
        foreach (string beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
