namespace MarathonLb.Reconcile.Live;

/// <summary>A server of a backend, by HAProxy's names.</summary>
internal readonly record struct ServerKey(string Backend, string Server)
{
    /// <summary><c>BACKEND/SERVER</c>, as commands and logs have it.</summary>
    public override string ToString() => $"{Backend}/{Server}";
}
