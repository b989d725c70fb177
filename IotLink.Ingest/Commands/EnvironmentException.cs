namespace IotLink.Ingest.Commands;

/// <summary>Something outside the program is not as a command needs it. The message says what to do about it.</summary>
public sealed class EnvironmentException : Exception
{
    public EnvironmentException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
