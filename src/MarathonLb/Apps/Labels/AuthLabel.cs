namespace MarathonLb.Apps.Labels;

/// <summary>The value of an AUTH label.</summary>
/// <param name="Realm">The realm that a browser shows.</param>
/// <param name="User">The one user.</param>
/// <param name="Password">The encrypted password, as crypt(3) writes it. A secret: never logged.</param>
internal sealed record AuthLabel(string Realm, string User, string Password)
{
    /// <summary>Without the password, so that a record printed by accident gives nothing away.</summary>
    public override string ToString() => $"{Realm}:{User}:***";
}
