namespace MarathonLb.Marathon;

/// <summary>Whether a request carried credentials.</summary>
internal enum CredentialUse
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>It did.</summary>
    Sent,

    /// <summary>There are some, but the request was redirected to a host that the operator has not named.</summary>
    Withheld,
}
