namespace MarathonLb.Http.Api;

/// <summary>Goes back to an earlier version's rules, and forth again.</summary>
internal interface IRollback
{
    /// <summary>Pins a version.</summary>
    /// <param name="number">The version.</param>
    /// <param name="answer">What was done, or why it was not.</param>
    /// <returns>True if it is pinned now.</returns>
    bool To(int number, out string answer);

    /// <summary>Goes back to today's rules.</summary>
    /// <param name="answer">What was done, or why it was not.</param>
    /// <returns>True if today's rules are in force again.</returns>
    bool Release(out string answer);
}
