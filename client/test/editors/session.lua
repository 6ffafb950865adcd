-- What a user does in Neovim, through the editor's own commands; ends by writing what was seen to $SEEN, as JSON.
local seen = {}

local function within(what, holds)
  if vim.wait(30000, holds, 20) then
    return
  end
  io.stderr:write('never came: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function findings()
  local found = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    local code = it.code or (it.user_data and it.user_data.lsp and it.user_data.lsp.code)
    table.insert(found, { line = it.lnum + 1, code = code, source = it.source })
  end
  return found
end

local function shown(code)
  return function()
    for _, it in ipairs(findings()) do
      if it.code == code then
        return true
      end
    end
    return false
  end
end

local function lens_titles()
  local titles = {}
  for _, it in ipairs(vim.lsp.codelens.get(0)) do
    table.insert(titles, it.command.title)
  end
  return titles
end

vim.cmd('edit models/wrong/wrong_missing_unique_key.sql')
within('a finding', shown('missing-unique-key'))
seen.findings = findings()

vim.cmd('edit models/marts/orders.sql')
within('code lenses', function()
  vim.lsp.codelens.refresh()
  return #vim.lsp.codelens.get(0) > 0
end)
seen.lenses = lens_titles()

-- Typed, not saved: the server is told of each change.
local line = vim.fn.search("ref('stg_orders')")
local text = vim.fn.getline(line)
vim.fn.setline(line, (text:gsub('stg_orders', 'stg_orderz')))
within('the finding of a misspelled ref', shown('ref-to-missing-model'))
seen.typed = findings()
vim.fn.setline(line, text)
within('its end', function()
  return not shown('ref-to-missing-model')()
end)
vim.bo.modified = false

vim.fn.cursor(line, text:find('stg_orders') + 2)
vim.lsp.buf.definition()
within('the definition', function()
  return vim.api.nvim_buf_get_name(0):match('stg_orders%.sql$') ~= nil
end)
seen.definition = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ':.')

local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
seen.clients = #clients
vim.lsp.stop_client(clients)
within('the end of the server', function()
  return #(vim.lsp.get_clients or vim.lsp.get_active_clients)() == 0
end)

vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.SEEN)
vim.cmd('qall!')
