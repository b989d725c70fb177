using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.OnCall;

/// <summary>
/// Where the link in a message leads. Looking changes nothing, because mail scanners look at links too; the button acknowledges as the
/// person the message was for, signed in or not.
/// </summary>
public sealed partial class AckPage
{
    private LinkView _view = LinkView.Over;
    private SignedLink? _link;

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private EscalationDesk Desk { get; set; } = default!;

    [Inject]
    private LinkSigner Links { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer"; // the address is the right
        HttpContext.Response.Headers.CacheControl = "no-store";
        _link = Links.Read(Token, Time.GetUtcNow());
        await ReadAsync();
    }

    private async Task SubmitAsync()
    {
        if (_link is null) return;
        await Desk.AcknowledgeAsync(_link, HttpContext.RequestAborted);
        await ReadAsync();
    }

    private async Task ReadAsync() => _view = _link is null ? LinkView.Over : await Desk.ReadAsync(_link, HttpContext.RequestAborted);
}
