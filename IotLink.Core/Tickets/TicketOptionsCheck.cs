using Microsoft.Extensions.Options;

namespace IotLink.Core.Tickets;

/// <summary>Says at start which setting is wrong.</summary>
internal sealed class TicketOptionsCheck : IValidateOptions<TicketOptions>
{
    public ValidateOptionsResult Validate(string? name, TicketOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
