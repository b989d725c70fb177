using IotLink.Core.Audit;
using IotLink.Portal.Account.OpenId;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account;

/// <summary>
/// Plain HTML, no circuit: nobody is signed in yet. Whatever is wrong, the answer is the same text, so that nobody learns which accounts exist.
/// </summary>
public sealed partial class SignInPage
{
    private string? _problem;
    private SignInProblem? _serviceProblem;

    [SupplyParameterFromForm(Name = "Form")]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>Why the sign-in service led back here.</summary>
    [SupplyParameterFromQuery]
    private string? Problem { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private SignInManager<Core.Accounts.Account> SignIn { get; set; } = default!;

    [Inject]
    private IOptions<SignInSettings> Options { get; set; } = default!;

    [Inject]
    private DemoSignIns Demo { get; set; } = default!;

    [Inject]
    private IAuditLog Audit { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<DemoSignIn> DemoAccounts => Demo.All;

    private string BackHere => Places.SignIn + QueryString.Create("ReturnUrl", ReturnUrl ?? "/");

    /// <summary>Where a service says who somebody is, there is nothing to fill in: one goes there at once, unless there is something to read first.</summary>
    protected override void OnInitialized()
    {
        if (!Options.Value.IsOpenId) return;
        _serviceProblem = Enum.TryParse<SignInProblem>(Problem, out var problem) && Enum.IsDefined(problem) ? problem : null;
        if (_serviceProblem is null && HttpMethods.IsGet(HttpContext.Request.Method)) Navigation.NavigateTo(OpenIdEndpoints.Start + QueryString.Create("ReturnUrl", ReturnUrl ?? "/"));
    }

    private async Task SubmitAsync()
    {
        if (string.IsNullOrWhiteSpace(Form?.UserName) || string.IsNullOrEmpty(Form.Password))
        {
            _problem = "Required";
            return;
        }

        var result = await SignIn.PasswordSignInAsync(Form.UserName.Trim(), Form.Password, isPersistent: false, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            _problem = "Failed";
            HttpContext.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (await SignIn.UserManager.FindByNameAsync(Form.UserName.Trim()) is { } account) await WelcomeAsync(account);
        Navigation.NavigateTo(LocalAddress.Or(ReturnUrl, "/"));
    }

    /// <summary>What was chosen in this browser is kept on the account; where nothing was, the account's own choices apply.</summary>
    private async Task WelcomeAsync(Core.Accounts.Account account)
    {
        var (language, theme) = (Languages.ChosenIn(HttpContext.Request), ThemeCookie.ChosenIn(HttpContext.Request));
        if (language is null && account.Culture is { } culture && Languages.All.Contains(culture)) Languages.Keep(HttpContext.Response, culture);
        if (theme is null && account.Theme is { } kept) ThemeCookie.Keep(HttpContext.Response, kept);
        if (language is not null || theme is not null)
        {
            (account.Culture, account.Theme) = (language ?? account.Culture, theme ?? account.Theme);
            await SignIn.UserManager.UpdateAsync(account);
        }

        var viewer = account.ToViewer();
        await Audit.WriteAsync(new(Clock.Now, viewer.UserId, viewer.Name, "account.signin", viewer.UserId, null), HttpContext.RequestAborted);
    }
}
