namespace IotLink.Core.Firmware.Jobs;

/// <summary>Why a request changed nothing: AWS's code, and our words for people.</summary>
/// <param name="State">The execution as it is, where AWS tells it.</param>
public sealed record JobRejection(string Code, string Message, JobExecution? State = null)
{
    public static readonly JobRejection InvalidJson = new("InvalidJson", "The body is not a JSON object in UTF-8.");

    public static readonly JobRejection UnknownThing = new("ResourceNotFound", "There is no such thing.");
    public static readonly JobRejection TooManyRequests = new("RequestThrottled", "More requests at once than one connection may have.");
    public static readonly JobRejection InternalFailure = new("InternalError", "Internal service failure.");

    public static JobRejection InvalidRequest(string what) => new("InvalidRequest", what);

    public static JobRejection NotFound(string jobId, long? number) =>
        new("ResourceNotFound", number is null ? $"There is no job '{jobId}' for this thing." : $"Job '{jobId}' has no execution {number} for this thing.");

    public static JobRejection Terminal(JobExecution execution) =>
        new("TerminalStateReached", $"The execution has ended as {execution.Status.Word}.");

    public static JobRejection Transition(JobExecution execution, JobStatus wanted) =>
        new("InvalidStateTransition", $"An execution that is {execution.Status.Word} does not become {wanted.Word}.", execution);

    public static JobRejection WrongVersion(JobExecution execution, long expected) =>
        new("VersionMismatch", $"Expected version {expected}, but it is {execution.Version}.", execution);
}
