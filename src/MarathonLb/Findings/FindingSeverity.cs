namespace MarathonLb.Findings;

/// <summary>How much a finding costs the app it is about.</summary>
internal enum FindingSeverity
{
    /// <summary>Nothing is lost; somebody may want to know.</summary>
    Info,

    /// <summary>A value was ignored or read in another way than its writer may have meant.</summary>
    Warning,

    /// <summary>A task, a service or an app is left out until the value is mended.</summary>
    Error,
}
