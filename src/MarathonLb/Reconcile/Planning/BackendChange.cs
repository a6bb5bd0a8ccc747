namespace MarathonLb.Reconcile.Planning;

/// <summary>What changes among the servers of one backend; nothing else of it does.</summary>
/// <param name="Backend">The backend's name.</param>
/// <param name="Added">New servers, in the order of the file.</param>
/// <param name="Removed">Servers that go.</param>
/// <param name="Changed">Servers of one name whose line differs.</param>
/// <param name="Wanted">All servers that it has afterwards, in the order of the file.</param>
internal sealed record BackendChange(
    string Backend,
    IReadOnlyList<ServerLine> Added,
    IReadOnlyList<ServerLine> Removed,
    IReadOnlyList<(ServerLine From, ServerLine To)> Changed,
    IReadOnlyList<ServerLine> Wanted);
