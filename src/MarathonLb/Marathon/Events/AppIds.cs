namespace MarathonLb.Marathon.Events;

/// <summary>Finds out which app an event is about. What is not surely one app's id is none: then everything is looked at.</summary>
internal static class AppIds
{
    private const string AppsPath = "/v2/apps/";

    /// <summary>Longest id believed.</summary>
    private const int Longest = 1024;

    /// <summary>The id with its slash in front; null if it can't be an app's (it becomes part of a URL).</summary>
    public static string? Checked(string? id)
    {
        if (id is null || id.Length is 0 or > Longest) return null;
        string absolute = id[0] == '/' ? id : "/" + id;
        foreach (string segment in absolute[1..].Split('/'))
        {
            if (segment is "" or "." or ".." || !segment.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return null;
        }

        return absolute;
    }

    /// <summary>
    /// The app that a request to <c>/v2/apps/ID</c>, <c>/v2/apps//ID</c> changed. What may be an app or a resource of one, such as
    /// <c>/v2/apps/web/restart</c>, is none.
    /// </summary>
    public static string? OfUri(string? uri)
    {
        if (uri is null || !uri.StartsWith(AppsPath, StringComparison.Ordinal)) return null;
        string id = uri[AppsPath.Length..].Split('?', 2)[0].Trim('/');
        bool isAmbiguous = id.Split('/')[^1] is "restart" or "tasks" or "versions";
        return isAmbiguous ? null : Checked(id);
    }

    /// <summary>
    /// The app of an instance <c>APP.instance-UUID</c>, <c>APP.marathon-UUID</c> (1.4) or <c>APP.UUID</c> (before), or of a task of one. A
    /// <c>_</c> stands for a slash, or may once have been one of the app's own: then there is none.
    /// </summary>
    public static string? OfInstance(string? instance)
    {
        if (instance is null) return null;
        int end = instance.IndexOf(".instance-", StringComparison.Ordinal);
        if (end < 0) end = instance.IndexOf(".marathon-", StringComparison.Ordinal);
        if (end < 0)
        {
            end = instance.LastIndexOf('.');
            if (end < 0 || !Guid.TryParseExact(instance.AsSpan(end + 1), "D", out _)) return null;
        }

        string app = instance[..end];
        return app.Contains('_', StringComparison.Ordinal) ? null : Checked(app);
    }
}
