namespace MarathonLb.Reconcile.Planning;

/// <summary>A line of a map file: <c>web.example.com web_10001</c>.</summary>
internal readonly record struct MapEntry(string Key, string Value);
