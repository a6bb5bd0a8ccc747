using System.Globalization;

namespace MarathonLb.Http;

/// <summary>Group ids as <c>/etc/group</c> has them: a static binary has no name service to ask.</summary>
internal static class UnixGroup
{
    private const string GroupFile = "/etc/group";

    /// <summary>The id of a group given by name or number, or null if there is no such group.</summary>
    /// <param name="group">What HAProxy's <c>group</c> or <c>gid</c> directive says.</param>
    /// <param name="file">The group file; lines are <c>name:password:id:members</c>.</param>
    public static uint? Find(string group, string file = GroupFile)
    {
        if (uint.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out uint given)) return given;
        if (!File.Exists(file)) return null;
        foreach (string line in File.ReadLines(file))
        {
            string[] fields = line.Split(':');
            if (fields.Length >= 3 && fields[0] == group && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id)) return id;
        }

        return null;
    }
}
