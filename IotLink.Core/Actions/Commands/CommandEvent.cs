namespace IotLink.Core.Actions.Commands;

/// <summary>One line of a command's history.</summary>
/// <param name="State">Afterwards.</param>
/// <param name="By">A person's name; null for IotLink, the device and time.</param>
/// <param name="Reason">One of <see cref="CommandReason"/>, or null.</param>
public sealed record CommandEvent(CommandId Command, DateTimeOffset At, CommandState State, string? By, string? Reason, string Detail);
