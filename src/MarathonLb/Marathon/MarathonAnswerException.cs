namespace MarathonLb.Marathon;

/// <summary>An answer is not the document that was asked for; nothing of it is used.</summary>
internal sealed class MarathonAnswerException : Exception
{
    public MarathonAnswerException()
    {
    }

    public MarathonAnswerException(string message)
        : base(message)
    {
    }

    public MarathonAnswerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
