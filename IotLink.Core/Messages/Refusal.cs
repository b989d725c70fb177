namespace IotLink.Core.Messages;

/// <summary>
/// Why something was not taken. Expected failure is a value: the same code is the log field, the metric's tag, the dead letter's
/// group and the key of the text in the portal.
/// </summary>
/// <param name="Code">One of <see cref="Reason"/>.</param>
/// <param name="Detail">What was found and what was expected, in English, without secrets.</param>
/// <param name="Offset">Byte of the payload where it went wrong, when there is one.</param>
public sealed record Refusal(string Code, string Detail, int? Offset = null);
