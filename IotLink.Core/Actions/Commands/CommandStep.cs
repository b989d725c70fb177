using IotLink.Core.Documents;

namespace IotLink.Core.Actions.Commands;

/// <summary>What can happen to a command.</summary>
public abstract record CommandStep
{
    private CommandStep()
    {
    }

    public sealed record Approve(Person By) : CommandStep;

    public sealed record Decline(Person By, string Why) : CommandStep;

    /// <summary>A person takes it back before the device has it.</summary>
    public sealed record Withdraw(Person By) : CommandStep;

    /// <summary>It stays in the outbox for now.</summary>
    public sealed record Wait(string Reason, string Detail, DateTimeOffset Until) : CommandStep;

    /// <summary>It was handed over.</summary>
    /// <param name="Token">See <see cref="Command.Token"/>.</param>
    public sealed record Send(long Token = 0) : CommandStep;

    /// <summary>The host that was handing it over ended in between.</summary>
    /// <param name="Repeatable">Doing it again is the same as doing it once.</param>
    public sealed record Interrupt(bool Repeatable) : CommandStep;

    /// <summary>The device's PUBACK.</summary>
    public sealed record Deliver : CommandStep;

    /// <summary>The device says that it did it.</summary>
    public sealed record Acknowledge(string Detail = "") : CommandStep;

    /// <summary>The device says that it did not.</summary>
    public sealed record Reject(string Detail) : CommandStep;

    /// <summary>Telemetry shows it.</summary>
    public sealed record Verify(string Evidence) : CommandStep;

    /// <summary>A guard, or the way, says no before the device has heard of it.</summary>
    public sealed record Refuse(string Reason, string Detail) : CommandStep;

    /// <summary>Its time has come; what for, the state says.</summary>
    /// <param name="Seen">What telemetry last showed, for the record.</param>
    public sealed record TimePasses(string Seen = "") : CommandStep;
}
