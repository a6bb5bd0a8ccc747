namespace MarathonLb.Marathon.Credentials;

/// <summary>Credentials can't be had: a file is missing or malformed, or a service that gives them out did not. Never quotes a secret.</summary>
internal sealed class CredentialException : Exception
{
    public CredentialException()
    {
    }

    public CredentialException(string message)
        : base(message)
    {
    }

    public CredentialException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
