namespace MarathonLb.Apps.Labels;

/// <summary>What happens when a label's value can't be read.</summary>
internal enum LabelFault : byte
{
    /// <summary>The label is ignored; the service goes on without it.</summary>
    Ignore,

    /// <summary>The service is left out: without this label it would serve the wrong thing, or serve openly what was meant closed.</summary>
    LeaveOut,
}
