using IotLink.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace IotLink.Portal.Account;

/// <summary>Makes the one account that makes all others. Works once, with the link printed on the console.</summary>
public sealed partial class FirstAdminPage
{
    private bool _isOver;
    private List<string> _problems = [];

    [SupplyParameterFromForm(Name = "Form")]
    private FirstAdminForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private FirstAdministrator First { get; set; } = default!;

    [Inject]
    private SignInManager<Core.Accounts.Account> SignIn { get; set; } = default!;

    [Inject]
    private IAccountDirectory Directory { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>What is posted finds its form, even when somebody else was faster: they are told so, not that the request was bad.</summary>
    protected override void OnInitialized()
    {
        if (!HttpMethods.IsPost(HttpContext.Request.Method) && !First.IsValid(Token)) End();
    }

    private async Task SubmitAsync()
    {
        if (Form is null || !First.TryTake(Token))
        {
            End();
            return;
        }

        var account = new Core.Accounts.Account
        {
            UserName = Form.UserName?.Trim() ?? "",
            DisplayName = Form.DisplayName?.Trim() ?? "",
            Roles = [Role.SystemAdmin],
        };
        _problems = await ProblemsOfAsync(account, Form.Password ?? "");
        if (_problems.Count > 0)
        {
            First.GiveBack(Token!);
            return;
        }

        if (!await Directory.CreateFirstAsync(account, Form.Password!, HttpContext.RequestAborted))
        {
            End();
            return;
        }

        await SignIn.SignInAsync(account, isPersistent: false);
        Navigation.NavigateTo("/");
    }

    private void End()
    {
        _isOver = true;
        HttpContext.Response.StatusCode = StatusCodes.Status410Gone;
    }

    private async Task<List<string>> ProblemsOfAsync(Core.Accounts.Account account, string password)
    {
        var problems = new List<string>();
        foreach (var validator in SignIn.UserManager.UserValidators) problems.AddRange(Texts(await validator.ValidateAsync(SignIn.UserManager, account)));
        foreach (var validator in SignIn.UserManager.PasswordValidators) problems.AddRange(Texts(await validator.ValidateAsync(SignIn.UserManager, account, password)));
        return problems;
    }

    private static IEnumerable<string> Texts(IdentityResult result) => result.Errors.Select(e => e.Description);
}
